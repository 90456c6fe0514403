package renewals.parties.signature;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/**
 * The two fields of a signature: {@code Signature-Input} and {@code Signature}, each once, each
 * with the one member of the same label. Structured fields let a later member of a label replace an
 * earlier one in silence; here it is a second signature, and refused.
 *
 * @param input what is covered, and the parameters
 * @param signature its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read at once, never compared
record SignatureFields(SignatureInput input, byte[] signature) {

  private static final String INPUT = "signature-input";
  private static final String SIGNATURE = "signature";
  private static final int MOST_LENGTH = 4096;

  static SignatureFields of(RequestHead request) throws UnprovenException {
    Member input = Member.of(INPUT, onlyLine(request, INPUT));
    Member signature = Member.of(SIGNATURE, onlyLine(request, SIGNATURE));
    if (!input.label().equals(signature.label())) {
      throw UnprovenException.malformed("Signature and Signature-Input are of two labels");
    }
    return new SignatureFields(inputOf(input), bytesOf(signature));
  }

  private static SignatureInput inputOf(Member member) throws UnprovenException {
    Optional<SignatureInput> plain = SignatureInput.ofPlain(member.value());
    if (plain.isPresent()) {
      return plain.get();
    }
    if (!(onlyElement(INPUT, member) instanceof InnerList covered)) {
      throw UnprovenException.malformed("Signature-Input is no list of components");
    }
    return SignatureInput.of(covered);
  }

  static Optional<String> line(RequestHead request, String name) throws UnprovenException {
    List<String> lines = request.field(name);
    if (lines.size() > 1) {
      throw UnprovenException.malformed(
          "%s stands %d times, expected once".formatted(name, lines.size()));
    }
    return lines.stream().findFirst();
  }

  private static String onlyLine(RequestHead request, String name) throws UnprovenException {
    String line =
        line(request, name)
            .orElseThrow(() -> UnprovenException.malformed("%s is missing".formatted(name)));
    if (line.length() > MOST_LENGTH) {
      throw UnprovenException.malformed(
          "%s has more than %d characters".formatted(name, MOST_LENGTH));
    }
    return line;
  }

  /** The bytes, and that they were written in the one way in which they are written. */
  private static byte[] bytesOf(Member member) throws UnprovenException {
    String value = member.value();
    if (value.length() < 2 || value.charAt(0) != ':' || value.charAt(value.length() - 1) != ':') {
      throw UnprovenException.malformed("Signature is no byte sequence");
    }
    String written = value.substring(1, value.length() - 1);
    try {
      byte[] bytes = Base64.getDecoder().decode(written);
      if (Base64.getEncoder().encodeToString(bytes).equals(written)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw UnprovenException.malformed("Signature is no byte sequence");
    }
    throw UnprovenException.malformed("Signature is not written as its bytes are");
  }

  private static Object onlyElement(String name, Member member) throws UnprovenException {
    try {
      OuterList elements = Parser.parseList(member.value());
      if (elements.get().size() == 1) {
        return elements.get().getFirst();
      }
    } catch (ParseException e) {
      throw UnprovenException.malformed("%s is no structured field".formatted(name));
    }
    throw UnprovenException.malformed("%s has several members, expected one".formatted(name));
  }

  /** The first label of a dictionary and all that follows its equals sign. */
  private record Member(String label, String value) {

    static Member of(String name, String line) throws UnprovenException {
      int equals = line.indexOf('=');
      try {
        if (equals > 0) {
          String label = Parser.parseKey(line.substring(0, equals).stripLeading());
          return new Member(label, line.substring(equals + 1).strip());
        }
      } catch (ParseException e) {
        throw UnprovenException.malformed("%s has no label".formatted(name));
      }
      throw UnprovenException.malformed("%s has no label".formatted(name));
    }
  }
}
