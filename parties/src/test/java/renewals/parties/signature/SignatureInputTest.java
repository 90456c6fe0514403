package renewals.parties.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The own reader of plain inputs says what the library of structured fields says, or nothing. */
class SignatureInputTest {

  private static final String USUAL =
      "(\"@method\" \"@path\" \"content-digest\");created=1772416800;keyid=\"k-1\";nonce=\"0123\"";
  private static final String LETTERS = "()\"\\ ;=:,?-_.*aA0123456789\t~\u007f\u00e9@";
  private static final int CHANGED = 200_000;
  private static final long SEED = Long.getLong("input.seed", System.nanoTime());

  @Test
  void shouldReadWhatSignersWrite() {
    assertThat(SignatureInput.ofPlain(USUAL))
        .contains(
            new SignatureInput(
                List.of("@method", "@path", "content-digest"),
                Map.of("created", 1_772_416_800L, "keyid", "k-1", "nonce", "0123"),
                USUAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"()", "(\"a\")", "();a=0", "(\"\");x=\"\"", "(\"a\" \"b\");a-b.c*_1=7"})
  void shouldReadOtherPlainOnesAsTheLibraryDoes(String text) throws Exception {
    assertThat(SignatureInput.ofPlain(text)).contains(byLibrary(text).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "( \"a\")",
        "(\"a\" )",
        "(\"a\"  \"b\")",
        "(\"a\"\"b\")",
        "(\"a\\\\\")",
        "(\"a\";sf)",
        "(a)",
        "();a",
        "(); a=1",
        "();a=01",
        "();a=-1",
        "();a=1.5",
        "();a=?1",
        "();a=:AA==:",
        "();A=1",
        "();1=1",
        "();a=1;a=2",
        "();a=1234567890123456",
        "(), ()",
        "();a=1 "
      })
  void shouldLeaveOtherFormsToTheLibrary(String text) {
    assertThat(SignatureInput.ofPlain(text)).isEmpty();
  }

  @Test
  void shouldSayOfChangedOnesWhatTheLibrarySaysOrNothing() throws Exception {
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < CHANGED; i++) {
      StringBuilder changed = new StringBuilder(USUAL);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(changed.length());
        String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
        switch (random.nextInt(3)) {
          case 0 -> changed.insert(at, letter);
          case 1 -> changed.deleteCharAt(at);
          default -> changed.replace(at, at + 1, letter);
        }
      }
      String text = changed.toString();
      Optional<SignatureInput> own = SignatureInput.ofPlain(text);
      if (own.isPresent()) {
        read++;
        assertThat(byLibrary(text)).as("seed %d: %s", SEED, text).isEqualTo(own);
      }
    }
    assertThat(read).isGreaterThan(CHANGED / 100);
  }

  private static Optional<SignatureInput> byLibrary(String text) throws UnprovenException {
    try {
      OuterList list = Parser.parseList(text);
      return list.get().size() == 1 && list.get().getFirst() instanceof InnerList inner
          ? Optional.of(SignatureInput.of(inner))
          : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
