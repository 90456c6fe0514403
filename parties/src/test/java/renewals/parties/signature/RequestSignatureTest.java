package renewals.parties.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.parties.ed25519.Ed25519Key;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.signature.UnprovenException.Reason;

class RequestSignatureTest {

  private static final String RFC_SECRET =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
  private static final String RFC_PUBLIC_KEY =
      "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
  private static final PartyKey.Hmac SECRET = hmac(RFC_SECRET);
  private static final String PARAMS = ";created=1772416800;keyid=\"k\";nonce=\"0123456789abcdef\"";

  /** RFC 9421, B.2.6. */
  @Test
  void shouldAcceptThePublishedEd25519Signature() throws Exception {
    RequestSignature signature =
        RequestSignature.of(
            Head.ofRfc()
                .with(
                    "signature-input",
                    "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                        + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"")
                .with(
                    "signature",
                    "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0"
                        + "w6vuQv5lIp5WPpBKRCw==:"));

    assertThat(signature.keyId()).isEqualTo("test-key-ed25519");
    assertThatCode(() -> signature.verify(ed25519(RFC_PUBLIC_KEY))).doesNotThrowAnyException();
  }

  /** RFC 9421, B.2.5. */
  @Test
  void shouldAcceptThePublishedHmacSignature() throws Exception {
    RequestSignature signature =
        RequestSignature.of(
            Head.ofRfc()
                .with(
                    "signature-input",
                    "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;"
                        + "keyid=\"test-shared-secret\"")
                .with("signature", "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:"));

    assertThatCode(() -> signature.verify(SECRET)).doesNotThrowAnyException();
  }

  /** RFC 9421, B.2.6: what is signed, to the letter. */
  @Test
  void shouldBuildThePublishedSignatureBase() throws Exception {
    RequestSignature signature =
        RequestSignature.of(
            Head.ofRfc()
                .with(
                    "signature-input",
                    "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                        + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"")
                .with("signature", "sig-b26=:AAAA:"));

    assertThat(signature.base())
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": ("date" "@method" "@path" "@authority" "content-type" \
            "content-length");created=1618884473;keyid="test-key-ed25519\"""");
  }

  @Test
  void shouldDemandTheQueryWhereThereIsOne() throws Exception {
    Head head = Head.ofRfc();
    sign(head, "(\"@method\" \"@path\" \"content-digest\")" + PARAMS);

    assertThatThrownBy(() -> RequestSignature.of(head).demandWhole(head))
        .hasMessage("@query is not covered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"@path\" \"content-digest\" \"@query\")",
        "(\"@method\" \"content-digest\" \"@query\")",
        "(\"@method\" \"@path\" \"@query\")",
        "()"
      })
  void shouldDemandMethodPathAndDigest(String components) throws Exception {
    Head head = Head.ofRfc();
    sign(head, components + PARAMS);

    assertThatThrownBy(() -> RequestSignature.of(head).demandWhole(head))
        .hasMessageEndingWith("is not covered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"@method\" \"@method\")",
        "(\"content-type\";sf)",
        "(\"@query-param\";name=\"Pet\")",
        "(\"@method\";req)",
        "(\"Content-Type\")",
        "(\"@status\")",
        "(\"@signature-params\")",
        "(\"x-missing\")",
        "(date)",
        "(:AAAA:)"
      })
  void shouldRefuseComponentsThatAreNoPlainFieldsOfARequest(String components) throws Exception {
    Head head = Head.ofRfc();
    head.with("signature-input", "s=" + components + PARAMS).with("signature", "s=:AAAA:");

    assertThatThrownBy(() -> RequestSignature.of(head))
        .isInstanceOfSatisfying(
            UnprovenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORM));
  }

  @Test
  void shouldRefuseACoveredFieldThatStandsTwice() throws Exception {
    Head head = Head.ofRfc();
    sign(head, "(\"@method\" \"content-type\")" + PARAMS);
    head.with("content-type", "text/plain");

    assertThatThrownBy(() -> RequestSignature.of(head))
        .hasMessage("content-type stands 2 times, expected once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s=:AAAA:, s=:AAAA:",
        "s=:AAAA:, t=:AAAA:",
        "t=:AAAA:",
        "s=AAAA",
        "s=\"AAAA\"",
        "s=:AAAA:;p=1, ",
        "s=:AAAA",
        "s=:AAB=:",
        "s=:AA:",
        "s=:AA==",
        "s=:A-_A:",
        "s=: AAAA:",
        ":AAAA:",
        "=:AAAA:",
        "S=:AAAA:",
        ""
      })
  void shouldRefuseWhatIsNotOneSignatureWrittenInItsOneWay(String signature) {
    Head head =
        Head.ofRfc()
            .with("signature-input", "s=(\"@method\")" + PARAMS)
            .with("signature", signature);

    assertThatThrownBy(() -> RequestSignature.of(head)).isInstanceOf(UnprovenException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s=(\"@method\")" + ", s=(\"@method\")",
        "s=(\"@method\"), t=(\"@path\")",
        "s=\"@method\"",
        "s",
        "s=",
        "s=(\"@method\"",
        "s=(\"@method\");keyid=k",
        "s=(\"@method\");keyid=:AAAA:",
        "s=(\"@method\");created=1",
        "s=((\"@method\"))"
      })
  void shouldRefuseWhatIsNotOneInputWithAKey(String input) {
    Head head = Head.ofRfc().with("signature-input", input).with("signature", "s=:AAAA:");

    assertThatThrownBy(() -> RequestSignature.of(head)).isInstanceOf(UnprovenException.class);
  }

  @Test
  void shouldRefuseTwoLinesOfSignatures() {
    Head head =
        Head.ofRfc()
            .with("signature-input", "s=(\"@method\")" + PARAMS)
            .with("signature", "s=:AAAA:")
            .with("signature", "s=:AAAA:");

    assertThatThrownBy(() -> RequestSignature.of(head))
        .hasMessage("signature stands 2 times, expected once");
  }

  @Test
  void shouldRefuseAnotherAlgorithmThanTheKeys() throws Exception {
    Head head = Head.ofRfc();
    sign(head, "(\"@method\")" + PARAMS + ";alg=\"ed25519\"");

    assertThatThrownBy(() -> RequestSignature.of(head).verify(SECRET))
        .hasMessage("alg is not the key's");
  }

  @Test
  void shouldRefuseAnHmacThatWasMadeWithAPublicKey() throws Exception {
    byte[] publicKey = Base64.getDecoder().decode(RFC_PUBLIC_KEY);
    Head head = Head.ofRfc();
    signWith(head, "(\"@method\")" + PARAMS, publicKey);

    assertThatThrownBy(() -> RequestSignature.of(head).verify(ed25519(RFC_PUBLIC_KEY)))
        .hasMessage("the signature does not hold");
  }

  /** Of one signature, s + L verifies too where nobody checks that s is reduced. */
  @Test
  void shouldRefuseAnEd25519SignatureWhoseScalarIsNotReduced() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Head head = Head.ofRfc();
    String input = "(\"@method\")" + PARAMS;
    head.with("signature-input", "s=" + input).with("signature", "s=:AAAA:");
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(RequestSignature.of(head).base().getBytes(UTF_8));
    byte[] good = signer.sign();
    PartyKey.Ed25519 key =
        new PartyKey.Ed25519("k", Period.ALWAYS, Ed25519Key.read(pair.getPublic().getEncoded()));

    assertThatCode(() -> resigned(input, good).verify(key)).doesNotThrowAnyException();
    assertThatThrownBy(() -> resigned(input, plusOrder(good)).verify(key))
        .hasMessage("the signature does not hold");
    assertThatThrownBy(() -> resigned(input, Arrays.copyOf(good, 63)).verify(key))
        .hasMessage("the signature does not hold");
    assertThatThrownBy(() -> resigned(input, Arrays.copyOf(good, 65)).verify(key))
        .hasMessage("the signature does not hold");
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void shouldRefuseWhatWasMadeFiveMinutesAwayFromNow(long seconds) throws Exception {
    Head head = Head.ofRfc();
    sign(head, "(\"@method\")" + PARAMS);
    Instant now = Instant.ofEpochSecond(1772416800L + seconds);

    assertThatThrownBy(() -> RequestSignature.of(head).demandFresh(now))
        .isInstanceOfSatisfying(
            UnprovenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIME));
  }

  @Test
  void shouldHonourExpires() throws Exception {
    Head head = Head.ofRfc();
    sign(head, "(\"@method\")" + PARAMS + ";expires=1772416810");
    RequestSignature signature = RequestSignature.of(head);

    assertThatCode(() -> signature.demandFresh(Instant.ofEpochSecond(1772416809L)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> signature.demandFresh(Instant.ofEpochSecond(1772416810L)))
        .hasMessage("expires is 1772416810, it is 1772416810");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
      })
  void shouldDemandANonceThatIsHardToGuessAndNotLong(String nonce) throws Exception {
    Head head = new Head("POST", "/", Optional.empty(), "http", "h", new LinkedHashMap<>());
    head.with("content-digest", "sha-256=:AAAA:");
    sign(
        head,
        "(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"k\";nonce=\"" + nonce + "\"");

    assertThatThrownBy(() -> RequestSignature.of(head).demandWhole(head))
        .hasMessage("nonce has %d characters, expected 16 to 64", nonce.length());
  }

  private static RequestSignature resigned(String input, byte[] signature)
      throws UnprovenException {
    return RequestSignature.of(
        Head.ofRfc()
            .with("signature-input", "s=" + input)
            .with("signature", "s=:" + Base64.getEncoder().encodeToString(signature) + ":"));
  }

  /** L = 2^252 + 27742317777372353535851937790883648493, in little endian. */
  private static byte[] plusOrder(byte[] signature) {
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] sum = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int digit = (sum[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      sum[32 + i] = (byte) digit;
      carry = digit >> 8;
    }
    return sum;
  }

  private static void sign(Head head, String input) throws Exception {
    signWith(head, input, Base64.getDecoder().decode(RFC_SECRET));
  }

  private static void signWith(Head head, String input, byte[] secret) throws Exception {
    head.with("signature-input", "s=" + input).with("signature", "s=:AAAA:");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] signature = mac.doFinal(RequestSignature.of(head).base().getBytes(UTF_8));
    head.fields().remove("signature");
    head.with("signature", "s=:" + Base64.getEncoder().encodeToString(signature) + ":");
  }

  private static PartyKey.Hmac hmac(String base64) {
    return new PartyKey.Hmac(
        "k", Period.ALWAYS, new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
  }

  private static PartyKey.Ed25519 ed25519(String base64) throws Exception {
    return new PartyKey.Ed25519(
        "k", Period.ALWAYS, Ed25519Key.read(Base64.getDecoder().decode(base64)));
  }
}
