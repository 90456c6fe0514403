package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.kit.http.ProblemCode;
import renewals.producer.access.RefusedRequestException;

class SignedBodiesTest {

  private static final byte[] LARGEST = new byte[8 * 1024 * 1024];

  private final SignedBodies bodies = new SignedBodies();
  private final List<SignedBodies.Body> held = new ArrayList<>();

  @Test
  void shouldHaveNoRoomForMoreThan64MebibytesOfAll() throws Exception {
    for (String party : List.of("a", "b", "c", "d")) {
      hold(party);
      hold(party);
    }

    assertRefused("e", ProblemCode.UNAVAILABLE, "too many signed bodies are under way");
  }

  @Test
  void shouldLeaveThreeQuartersOfTheRoomToOthers() throws Exception {
    hold("a");
    hold("a");

    assertRefused(
        "a",
        ProblemCode.TOO_MANY,
        "signed bodies of 16777216 bytes under way, a quarter of what all may have");
    hold("b");
  }

  @Test
  void shouldHaveRoomAgainForWhatIsDone() throws Exception {
    for (int n = 0; n < 20; n++) {
      bodies.read(new ByteArrayInputStream(LARGEST), "a", SignedBodiesTest::tooMuch).close();
    }
    assertRefused("a", new byte[LARGEST.length + 1], ProblemCode.BODY_TOO_LARGE);

    hold("a");
    hold("a");
    assertThat(held).hasSize(2);
  }

  private void hold(String party) throws IOException {
    held.add(bodies.read(new ByteArrayInputStream(LARGEST), party, SignedBodiesTest::tooMuch));
  }

  private void assertRefused(String party, ProblemCode code, String text) {
    assertThatThrownBy(() -> hold(party))
        .hasMessage(text)
        .isInstanceOfSatisfying(
            RefusedRequestException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private void assertRefused(String party, byte[] body, ProblemCode code) {
    assertThatThrownBy(
            () -> bodies.read(new ByteArrayInputStream(body), party, SignedBodiesTest::tooMuch))
        .isInstanceOfSatisfying(
            RefusedRequestException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static RefusedRequestException tooMuch(String detail) {
    return RefusedRequestException.tooMany(detail, Duration.ofSeconds(1));
  }
}
