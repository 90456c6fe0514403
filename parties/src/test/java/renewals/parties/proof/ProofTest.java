package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import renewals.parties.proof.SigningKey.Signer;

/** Source: partners, the published vectors. */
class ProofTest {

  private static final long AT = 1772416800000L;

  @Test
  void shouldMakeThePublishedProofOfAPaymentByAGateway() {
    Proof proof =
        Proof.of(
            new SigningKey(Signer.GATEWAY, "k1", secret()),
            new SignedRecord("renewal-payments", bytes("R-1"), bytes("value"), "lakala", AT));

    assertThat(proof).hasToString("1.g.k1.OZNGFn5Ra3JCF1NZxxkOENL41ADfvdbkvgtsO74bn3M");
  }

  @Test
  void shouldMakeThePublishedProofOfARemovedContactByAParty() {
    Proof proof =
        Proof.of(
            new SigningKey(Signer.PARTY, "k1", secret()),
            new SignedRecord("merchant-contacts", bytes("M-1"), null, "lakala", AT));

    assertThat(proof).hasToString("1.p.k1.90uvNtekaqA1gtB-1kPyCJV_hN12w6to_s86wBj_qVE");
  }

  @Test
  void shouldReadWhatItWrites() {
    String text = "1.p.k-1_A.90uvNtekaqA1gtB-1kPyCJV_hN12w6to_s86wBj_qVE";

    assertThat(Proof.parse(text)).hasToString("Optional[" + text + "]");
  }

  @Test
  void shouldReadNoOtherForm() {
    String mac = "90uvNtekaqA1gtB-1kPyCJV_hN12w6to_s86wBj_qVE";

    assertThat(Proof.parse("2.p.k1." + mac)).isEmpty();
    assertThat(Proof.parse("1.x.k1." + mac)).isEmpty();
    assertThat(Proof.parse("1.p.k.1." + mac)).isEmpty();
    assertThat(Proof.parse("1.p.k1." + mac + "=")).isEmpty();
    assertThat(Proof.parse("1.p.k1." + mac + "\n")).isEmpty();
    assertThat(Proof.parse("1.p.k1.")).isEmpty();
  }

  @Test
  void shouldReadNoMacThatIsWrittenInAnotherWay() {
    String mac = "90uvNtekaqA1gtB-1kPyCJV_hN12w6to_s86wBj_qV";

    assertThat(Proof.parse("1.p.k1." + mac + "E")).isPresent();
    assertThat(Proof.parse("1.p.k1." + mac + "F")).isEmpty();
    assertThat(Proof.parse("1.p.k1." + mac + "G")).isEmpty();
    assertThat(Proof.parse("1.p.k1." + mac)).isEmpty();
  }

  @Test
  void shouldReadNoMacWithALetterOfNoAlphabetWhereverItStands() {
    String mac = "90uvNtekaqA1gtB-1kPyCJV_hN12w6to_s86wBj_qVE";

    for (int at = 0; at < mac.length(); at++) {
      for (char letter : new char[] {'+', '/', '=', '.', ' ', '@', '[', '`', '{', 'é', 'Ａ', 0}) {
        String other = mac.substring(0, at) + letter + mac.substring(at + 1);
        assertThat(Proof.parse("1.p.k1." + other)).as(other).isEmpty();
      }
    }
  }

  static SecretKey secret() {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
