package renewals.parties.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import renewals.parties.model.Digests;

/**
 * A structured field of any form, then the body; {@code $256} and {@code $512} stand for the body's
 * true digests.
 */
class ContentDigestFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void shouldFitNoOtherBody(byte[] data) throws Exception {
    String[] given = new String(data, ISO_8859_1).split("\n", 2);
    byte[] body = given[given.length - 1].getBytes(ISO_8859_1);
    String line =
        given[0]
            .replace("$256", Base64.getEncoder().encodeToString(Digests.sha256(body)))
            .replace("$512", Base64.getEncoder().encodeToString(Digests.sha512(body)));
    Head request =
        new Head("POST", "/", Optional.empty(), "https", "example.com", new LinkedHashMap<>())
            .with("content-digest", line);
    try {
      ContentDigest.demandFit(request, body);
    } catch (UnprovenException e) {
      return;
    }
    byte[] other = Arrays.copyOf(body, body.length + 1);

    assertThatThrownBy(() -> ContentDigest.demandFit(request, other))
        .isInstanceOf(UnprovenException.class);
  }
}
