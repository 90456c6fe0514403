package renewals.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.GatewayKeysFile;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Parties;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance;
import renewals.testing.Samples;

class RecordSignerTest {

  private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final byte[] VALUE = "value".getBytes(UTF_8);
  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void shouldSignForThePartyThatWasLetIn() throws Exception {
    try (RecordSigner signer = gateway("k1: {secret: " + SECRET + "}")) {
      assertThat(judged(written(signer, "lakala")))
          .isEqualTo(new Provenance.Proven("lakala", Samples.NOW.toEpochMilli(), Optional.empty()));
    }
  }

  @Test
  void shouldSpeakForThePlatformWhereNobodyWasLetIn() throws Exception {
    try (RecordSigner signer = gateway("k1: {secret: " + SECRET + "}")) {
      assertThat(signer.ownParty()).isEqualTo("platform");
    }
  }

  @Test
  void shouldSignAsAPartyWithItsOwnKey() throws Exception {
    Path secret = write("secret", SECRET);
    write(
        "parties.yaml",
        """
        parties:
          - id: lakala
            may: []
            keys: [{keyId: l-1, type: hmac-sha256, secretFile: secret}]
        """);
    RecordSigner signer =
        signer(
            Map.of(
                "provenance.party", "lakala",
                "provenance.party.key", "l-1",
                "provenance.party.key.file", secret.toString()));

    assertThat(judged(written(signer, signer.ownParty())))
        .isInstanceOfSatisfying(
            Provenance.Proven.class,
            proven -> assertThat(proven.toJudge().orElseThrow().id()).isEqualTo("lakala"));
  }

  @Test
  void shouldWriteNothingThatItCannotSign() throws Exception {
    try (RecordSigner signer =
        gateway("k1: {secret: " + SECRET + ", notAfter: 2026-03-02T02:00:00Z}")) {
      assertThatThrownBy(() -> written(signer, "lakala"))
          .isInstanceOf(SerializationException.class)
          .hasMessage("no gateway key counts now to sign with");
    }
  }

  @Test
  void shouldSignWithTheKeyThatBeganLast() throws Exception {
    try (RecordSigner signer =
        gateway(
            "k1: {secret: %s, notBefore: 2026-01-01T00:00:00Z}\nk2: {secret: %s, notBefore: 2026-02-01T00:00:00Z}\nk3: {secret: %s, notBefore: 2027-01-01T00:00:00Z}"
                .formatted(SECRET, SECRET, SECRET))) {
      assertThat(new String(written(signer, "lakala").lastHeader("rn-proof").value(), UTF_8))
          .startsWith("1.g.k2.");
    }
  }

  @Test
  void shouldNotSignWhereNoKeyIsSet() {
    assertThat(RecordSigner.of(Settings.of(Map.of()), CLOCK)).isEmpty();
  }

  @Test
  void shouldDemandThePartysKey() {
    assertThatThrownBy(() -> signer(Map.of("provenance.party", "lakala")))
        .isInstanceOf(SettingException.class)
        .hasMessage("provenance.party.key is nothing, expected the keyId of the party's hmac key");
  }

  private Provenance judged(Headers headers) throws Exception {
    Path keys = folder.resolve("keys.yaml");
    GatewayKeys gateway = Files.exists(keys) ? GatewayKeysFile.load(keys) : GatewayKeys.NONE;
    Path file = folder.resolve("parties.yaml");
    Parties parties = Files.exists(file) ? PartiesFile.load(file) : Parties.NONE;
    return new ProofJudge(() -> gateway, () -> parties)
        .judge(
            new ProofJudge.Read(
                "renewal-payments",
                "R1".getBytes(UTF_8),
                VALUE,
                all(headers, ProofHeaders.PARTY),
                all(headers, ProofHeaders.AT),
                all(headers, ProofHeaders.PROOF),
                Samples.NOW));
  }

  private static List<byte[]> all(Headers headers, String name) {
    return StreamSupport.stream(headers.headers(name).spliterator(), false)
        .map(header -> header.value())
        .toList();
  }

  private static Headers written(RecordSigner signer, String party) {
    Headers headers = new RecordHeaders();
    RecordSigner.name(headers, party);
    Serializer<SpecificRecord> writing = (topic, event) -> VALUE;
    signer.signing(writing).serialize("renewal-payments", headers, Samples.payment("P1"));
    return headers;
  }

  private RecordSigner gateway(String keys) throws Exception {
    return signer(Map.of("provenance.keys", write("keys.yaml", keys).toString()));
  }

  private static RecordSigner signer(Map<String, String> settings) {
    return RecordSigner.of(Settings.of(settings), CLOCK).orElseThrow();
  }

  private Path write(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
