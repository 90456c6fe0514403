package renewals.parties.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.parties.model.Binding;
import renewals.parties.model.Limits;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Right;

class PartiesFileTest {

  /** As the contract shows it, and a key of each other type. */
  private static final String FILE =
      """
      parties:
        - id: lakala
          may:
            - events: [renewal-requested, payment, merchant-contact]
              channelIds: [lakala-app, lakala-pos]     # "*" alone = any
              merchantIds: ["L-*"]
              gifts: true
          keys:
            - keyId: lakala-2026a
              type: ed25519
              publicKey: MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
              notBefore: 2026-03-01T00:00:00Z
              notAfter: 2027-03-01T00:00:00Z
          limits: {perSecond: 300, burst: 500, connections: 16}
        - id: carrier-m
          may: [{events: [carrier-review, carrier-status, card-usage, card-status], carrierIds: [carrier-m]}]
          keys:
            - {keyId: cm-1, type: hmac-sha256, secretFile: secrets/cm-1, notAfter: 2027-01-01T00:00:00Z}
            - {keyId: cm-2, type: bearer, secretSha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
            - {keyId: cm-3, type: mtls, subjectAltName: carrier.example}
      """;

  @TempDir Path folder;

  @BeforeEach
  void secret() throws IOException {
    Files.createDirectory(folder.resolve("secrets"));
    write(folder.resolve("secrets/cm-1"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
  }

  @Test
  void shouldReadTheContractsExample() throws Exception {
    Party lakala = load(FILE).party("lakala").orElseThrow();

    assertThat(lakala.may())
        .containsExactly(
            new Right(
                Set.of(Binding.RENEWAL_REQUESTED, Binding.PAYMENT, Binding.MERCHANT_CONTACT),
                Names.of("lakala-app", "lakala-pos"),
                Names.of(),
                Optional.of(Names.of("L-*")),
                true,
                Optional.empty()));
    assertThat(lakala.limits()).isEqualTo(new Limits(300, 500, 16));
    assertThat(lakala.keys().getFirst().period().whyNot(Instant.parse("2027-03-01T00:00:00Z")))
        .contains("ended at 2027-03-01T00:00:00Z");
  }

  @Test
  void shouldReadAKeyOfEachType() throws Exception {
    Parties parties = load(FILE);

    assertThat(parties.key("lakala-2026a").orElseThrow().key())
        .isInstanceOf(PartyKey.Ed25519.class);
    assertThat(parties.key("cm-1").orElseThrow().key())
        .isInstanceOfSatisfying(
            PartyKey.Hmac.class,
            key -> assertThat(key.secret().getEncoded()).hasSize(32).endsWith(30, 31));
    assertThat(parties.key("cm-2").orElseThrow().key())
        .isInstanceOfSatisfying(
            PartyKey.Bearer.class, key -> assertThat(key.fits("test")).isTrue());
    assertThat(parties.subject("carrier.example").orElseThrow().key().keyId()).isEqualTo("cm-3");
  }

  @Test
  void shouldUseUsualLimitsWhereThereAreNone() throws Exception {
    assertThat(load(FILE).party("carrier-m").orElseThrow().limits()).isEqualTo(Limits.USUAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: ed25519|type: rsa|parties[0].keys[0].type is "rsa", expected ed25519, hmac-sha256, bearer or mtls
          gifts: true|gift: true|parties[0].may[0].gift is no field, expected one of events, channelIds, carrierIds, merchantIds, gifts, until
          gifts: true|gifts: 1|parties[0].may[0].gifts is "1", expected true or false
          id: lakala|id: platform|parties[0].id is "platform", expected another id: platform and callback:… are implied
          id: lakala|id: callback:x|parties[0].id is "callback:x", expected another id: platform and callback:… are implied
          id: lakala|id: a b|parties[0].id is something else, expected 1 to 64 of A-Z a-z 0-9 _ . : -
          id: carrier-m|id: lakala|id is "lakala" twice, expected it once
          keyId: cm-1|keyId: lakala-2026a|keyId is "lakala-2026a" twice, expected it once
          keyId: cm-1|keyId: a.b|parties[1].keys[0].keyId is something else, expected 1 to 64 of A-Z a-z 0-9 _ -
          [lakala-app, lakala-pos]|[lakala-*]|parties[0].may[0].channelIds[0] is "lakala-*", expected an id, or * alone for any
          "L-*"|"*L"|parties[0].may[0].merchantIds[0] is "*L", expected an id, or its beginning and *
          2027-03-01T00:00:00Z|2027-03-01T00:00:00|parties[0].keys[0].notAfter is "2027-03-01T00:00:00", expected a time with offset or Z, such as 2026-03-01T00:00:00Z
          perSecond: 300|perSecond: 0|parties[0].limits.perSecond is "0", expected a whole number from 1 to 1000000
          carrier-status,|carrier-word,|parties[1].may[0].events[1] is "carrier-word", expected one of renewal-requested, payment, carrier-review, carrier-status, card-usage, card-status, announcement, merchant-contact
          ["L-*"]|null|parties[0].may[0].merchantIds is nothing, expected a value, or the field left out
          2027-03-01T00:00:00Z|~|parties[0].keys[0].notAfter is nothing, expected a value, or the field left out
          [lakala-app, lakala-pos]|~|parties[0].may[0].channelIds is nothing, expected a value, or the field left out
          gifts: true|until: ~|parties[0].may[0].until is nothing, expected a value, or the field left out
          9f86d0|9f86|parties[1].keys[1].secretSha256 is something else, expected SHA-256 of the token in hex, 64 characters
          """)
  void shouldNameFieldValueAndExpectationOfWhatIsWrong(String good, String bad, String message) {
    assertThatThrownBy(() -> load(FILE.replaceFirst(Pattern.quote(good), bad)))
        .isInstanceOf(PartiesFileException.class)
        .hasMessageEndingWith(": " + message);
  }

  @Test
  void shouldRefuseAFieldThatStandsTwice() {
    assertThatThrownBy(() -> load(FILE.replace("gifts: true", "gifts: true\n        gifts: false")))
        .hasMessageEndingWith(
            "parties.yaml is not one document of YAML without aliases, see line 8");
  }

  @Test
  void shouldRefuseAFileThatEverybodyMayRead() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> PartiesFile.load(file))
        .hasMessageContaining("may be used by everybody on this machine");
  }

  @Test
  void shouldRefuseASecretThatEverybodyMayRead() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("secrets/cm-1"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> load(FILE))
        .hasMessageContaining("may be used by everybody on this machine");
  }

  @Test
  void shouldNotShowASecretThatIsTooShort() throws Exception {
    write(folder.resolve("secrets/cm-1"), "c2hvcnQ=");

    assertThatThrownBy(() -> load(FILE))
        .hasMessageEndingWith(
            "parties[1].keys[0].secretFile is 5 bytes, expected base64 of at least 32 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=",
    "secrets/cm-1",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  })
  void shouldNotShowASecretThatStandsWhereAnotherThingIsExpected(String expected) {
    String secret = "cm-2.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    assertThatThrownBy(() -> load(FILE.replace(expected, secret)))
        .hasMessageContaining(" is something else, expected ")
        .hasMessageNotContaining(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "1e3", "0x10", "0o17", "1_000", "+5", "1.50", "12:30", "007"})
  void shouldTakeIdsAsTheyAreWritten(String id) throws Exception {
    Party lakala =
        load(FILE.replace("[lakala-app, lakala-pos]", "[%s]".formatted(id)))
            .party("lakala")
            .orElseThrow();

    assertThat(lakala.may().getFirst().channelIds()).isEqualTo(Names.of(id));
  }

  @Test
  void shouldRefuseAnAliasWhoseNameWouldBeAnId() {
    assertThatThrownBy(
            () ->
                load(
                    FILE.replace("id: carrier-m", "id: &other carrier-m")
                        .replace("carrierIds: [carrier-m]", "carrierIds: [*other]")))
        .hasMessageEndingWith("is not one document of YAML without aliases, see line 16");
  }

  @Test
  void shouldRefuseASecondDocumentThatWouldBePassedOver() {
    assertThatThrownBy(() -> load(FILE + "---\nparties: []\n"))
        .hasMessageContaining("is not one document of YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keyId: lakala-2026a", "id: lakala"})
  void shouldNotShowATokenThatStandsInThePlaceOfAnId(String id) {
    String token = "lakala-2026a.Zm9yIG5vYm9keXMgZXllcw+/=";
    String broken = FILE.replaceFirst(id, id.substring(0, id.indexOf(' ') + 1) + token);

    assertThat(broken).isNotEqualTo(FILE);
    assertThatThrownBy(() -> load(broken))
        .hasMessageContaining("is something else, expected 1 to 64 of")
        .hasMessageNotContaining("Zm9y");
  }

  @Test
  void shouldNotShowAnIdOfAGatewayKeyThatIsNone() throws Exception {
    Path file = write(folder.resolve("keys"), "Zm9yIG5vYm9keXMgZXllcw+/=: {secret: x}");

    assertThatThrownBy(() -> GatewayKeysFile.load(file))
        .hasMessageEndingWith(
            "the id of key 1 is something else, expected 1 to 64 of A-Z a-z 0-9 _ -");
  }

  @Test
  void shouldRefuseAnEmptyFile() {
    assertThatThrownBy(() -> load("# nothing yet\n"))
        .hasMessageEndingWith("expected fields parties");
  }

  @Test
  void shouldKeepThePartiesInForceWhenTheFileBreaks() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      write(file, "parties: 7");
      parties.look();

      assertThat(parties.get().party("lakala")).isPresent();
      assertThat(parties.state())
          .isEqualTo("the file before its last change is in force; the log says why");
      assertThat(parties.whyNot()).endsWith("parties is \"7\", expected a list of parties");
    }
  }

  @Test
  void shouldTakeAChangeOfTheFile() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      write(file, "parties: []");
      parties.look();

      assertThat(parties.get().all()).isEmpty();
      assertThat(parties.state()).isEqualTo(ReloadedFile.CURRENT);
    }
  }

  @Test
  void shouldTakeAChangeOfASecretAlone() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      write(folder.resolve("secrets/cm-1"), "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=");
      parties.look();

      PartyKey.Hmac key = (PartyKey.Hmac) parties.get().key("cm-1").orElseThrow().key();
      assertThat(key.secret().getEncoded()).startsWith(0xff, 0xfe);
    }
  }

  @Test
  void shouldTakeAChangeOfTheFileWhoseSecretIsGone() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      Files.delete(folder.resolve("secrets/cm-1"));
      write(file, "parties: []");
      parties.look();

      assertThat(parties.get().all()).isEmpty();
    }
  }

  @Test
  void shouldSayWhenOthersMayReadWhatHoldsTheSame() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      Path unused =
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      parties.look();

      assertThat(parties.whyNot()).contains("may be used by everybody on this machine");
    }
  }

  @Test
  void shouldNotReadAgainWhatHoldsTheSame() throws Exception {
    Path file = write(folder.resolve("parties.yaml"), FILE);
    try (ReloadedFile<Parties> parties = ReloadedFile.ofParties(file)) {
      Parties before = parties.get();
      write(file, FILE);
      parties.look();

      assertThat(parties.get()).isSameAs(before);
    }
  }

  private Parties load(String text) throws Exception {
    return PartiesFile.load(write(folder.resolve("parties.yaml"), text));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(UTF_8));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }
}
