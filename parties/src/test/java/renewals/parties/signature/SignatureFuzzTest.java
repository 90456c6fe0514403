package renewals.parties.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.signature.UnprovenException.Reason;

/**
 * Requests of any form, signed as the server itself would read them: method, path, query, {@code
 * Signature-Input}, {@code Content-Digest} and {@code Content-Type}, a line each.
 */
class SignatureFuzzTest {

  private static final SecretKeySpec SECRET = new SecretKeySpec(new byte[32], "HmacSHA256");
  private static final PartyKey KEY = new PartyKey.Hmac("k", Period.ALWAYS, SECRET);
  private static final Instant NOW = Instant.ofEpochSecond(1772416800L);
  private static final int LINES = 6;

  @FuzzTest(maxDuration = "1m")
  void shouldHoldOnlyForWhatWasSigned(byte[] data) throws Exception {
    String[] given = new String(data, ISO_8859_1).split("\n", -1);
    if (given.length < LINES) {
      return;
    }
    RequestSignature read;
    try {
      Head unsigned = request(given, given[0], new byte[32]);
      read = RequestSignature.of(unsigned);
      read.demandWhole(unsigned);
    } catch (UnprovenException e) {
      return;
    }
    String base = read.base();
    // a line for each component: no value of one can pass for another's
    assertThat(base).contains("\"@method\": " + given[0] + "\n", "\"@path\": " + given[1] + "\n");
    assertThat(base.chars().filter(c -> c == '\n').count())
        .isEqualTo(base.split("\n\"", -1).length - 1L);
    byte[] mac = mac(base);

    try {
      verify(request(given, given[0], mac));
    } catch (UnprovenException e) {
      assertThat(e.getMessage()).isIn("alg is not the key's", "alg is no string");
      return;
    }
    assertThatThrownBy(() -> verify(request(given, given[0] + "X", mac)))
        .isInstanceOf(UnprovenException.class);
    mac[0] ^= 1;
    assertThatThrownBy(() -> verify(request(given, given[0], mac)))
        .isInstanceOf(UnprovenException.class);
  }

  private static void verify(Head request) throws UnprovenException {
    RequestSignature signature = RequestSignature.of(request);
    signature.demandWhole(request);
    signature.verify(KEY);
    try {
      signature.demandFresh(NOW);
    } catch (UnprovenException e) {
      assertThat(e.reason()).isIn(Reason.TIME, Reason.FORM);
    }
  }

  private static Head request(String[] given, String method, byte[] signature) {
    String label = given[3].split("=", 2)[0];
    Optional<String> query = given[2].isEmpty() ? Optional.empty() : Optional.of("?" + given[2]);
    return new Head(method, given[1], query, "https", "example.com", new LinkedHashMap<>())
        .with("signature-input", given[3])
        .with("content-digest", given[4])
        .with("content-type", given[5])
        .with("signature", label + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
  }

  private static byte[] mac(String base) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(SECRET);
    return mac.doFinal(base.getBytes(ISO_8859_1));
  }
}
