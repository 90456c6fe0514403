package renewals.parties.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

  /** RFC 9530, appendix B.1. */
  private static final byte[] BODY = "{\"hello\": \"world\"}\n".getBytes(UTF_8);

  private static final String SHA256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SHA256,
        "unixsum=:AAAA:, " + SHA256,
        SHA256 + ", md5=:AAAA:",
        SHA256 + ", x=\"a,\\\",b\""
      })
  void shouldAcceptABodyThatAKnownAlgorithmTells(String line) {
    assertThatCode(() -> ContentDigest.demandFit(head(line), BODY)).doesNotThrowAnyException();
  }

  /** RFC 9421, B.2: the digest of the request without a line feed. */
  @Test
  void shouldAcceptThePublishedSha512() {
    assertThatCode(
            () -> ContentDigest.demandFit(Head.ofRfc(), "{\"hello\": \"world\"}".getBytes(UTF_8)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-512=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        SHA256 + ", sha-512=:AAAA:",
        "sha-256=:AAAA:, " + SHA256,
        SHA256 + "," + SHA256,
        SHA256 + ", md5=:AAAA:, md5=:AAAA:",
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8Fab:",
        "sha-256=:AAAA:",
        "sha-256",
        "sha-256=?1",
        "sha-256=\"RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=\"",
        "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "md5=:AAAA:",
        "",
        ","
      })
  void shouldRefuseABodyThatIsNotProven(String line) {
    assertThatThrownBy(() -> ContentDigest.demandFit(head(line), BODY))
        .isInstanceOf(UnprovenException.class);
  }

  @Test
  void shouldRefuseTwoLines() {
    assertThatThrownBy(
            () -> ContentDigest.demandFit(head(SHA256).with("content-digest", SHA256), BODY))
        .hasMessage("content-digest stands 2 times, expected once");
  }

  private static Head head(String digest) {
    return new Head("POST", "/", Optional.empty(), "http", "h", new LinkedHashMap<>())
        .with("content-digest", digest);
  }
}
