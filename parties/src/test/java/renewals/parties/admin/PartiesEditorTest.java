package renewals.parties.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.PartyKey;

class PartiesEditorTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(365));
  private static final PartiesEditor.Grant GRANT =
      new PartiesEditor.Grant(
          List.of("payment"), List.of("lakala-app"), List.of(), List.of(), false);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"ed25519, Ed25519", "hmac-sha256, Hmac", "bearer, Bearer"})
  void shouldMakeAKeyThatAServiceReads(String type, String read) throws Exception {
    add(type);

    assertThat(load().key("lakala-1").orElseThrow().key().getClass().getSimpleName())
        .isEqualTo(read);
  }

  @Test
  void shouldShowATokenThatItsDigestFits() throws Exception {
    NewKey made = add("bearer");

    PartyKey.Bearer key = (PartyKey.Bearer) load().key("lakala-1").orElseThrow().key();
    assertThat(key.fits(made.shownOnce().orElseThrow())).isTrue();
  }

  @Test
  void shouldKeepTokensOutOfTheFile() throws Exception {
    NewKey made = add("bearer");

    assertThat(Files.readString(file())).doesNotContain(made.shownOnce().orElseThrow());
  }

  @Test
  void shouldWriteFilesThatTheirOwnerAloneReads() throws Exception {
    add("hmac-sha256");

    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("secrets/lakala-1")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void shouldRefuseAPartyThatIsThereAlready() throws Exception {
    add("bearer");

    assertThatThrownBy(() -> add("bearer"))
        .hasMessageStartingWith("party is \"lakala\", expected one that is not there yet");
  }

  @Test
  void shouldEndTheKeysBeforeAfterTheOverlapWhenAnotherComes() throws Exception {
    add("bearer");
    PartiesEditor editor = PartiesEditor.open(file());
    String keyId = editor.freeKeyId("lakala");
    Instant end = NOW.plus(Duration.ofDays(7));

    editor.rotate("lakala", keyId, NewKey.generate("bearer", keyId), NOW, LATER, end);
    editor.save();

    assertThat(keyId).isEqualTo("lakala-2");
    assertThat(load().key("lakala-1").orElseThrow().key().period().notAfter()).contains(end);
    assertThat(load().key("lakala-2").orElseThrow().key().period().includes(end)).isTrue();
  }

  @Test
  void shouldEndADisabledKeyAtOnce() throws Exception {
    add("bearer");
    PartiesEditor editor = PartiesEditor.open(file());

    editor.disable("lakala-1", NOW);
    editor.save();

    assertThat(load().key("lakala-1").orElseThrow().key().period().includes(NOW)).isFalse();
  }

  @Test
  void shouldLeaveTheFileAloneWhenTheChangeWouldBreakIt() throws Exception {
    add("bearer");
    String before = Files.readString(file());
    PartiesEditor editor = PartiesEditor.open(file());
    editor.add("platform", GRANT, "p-1", NewKey.generate("bearer", "p-1"), NOW, LATER);

    assertThatThrownBy(editor::save).isInstanceOf(PartiesFileException.class);
    assertThat(Files.readString(file())).isEqualTo(before);
    assertThat(folder.resolve("parties.yaml.new")).doesNotExist();
  }

  @Test
  void shouldKeepTheFileBefore() throws Exception {
    add("bearer");
    String before = Files.readString(file());
    PartiesEditor editor = PartiesEditor.open(file());
    editor.disable("lakala-1", NOW);
    editor.save();

    assertThat(folder.resolve("parties.yaml.before")).hasContent(before);
  }

  @Test
  void shouldNotMakeADisabledKeyCountAgain() throws Exception {
    add("bearer");
    Instant leaked = NOW.plusSeconds(60);
    for (Instant at : List.of(leaked, leaked.plusSeconds(3600))) {
      PartiesEditor editor = PartiesEditor.open(file());
      editor.disable("lakala-1", at);
      editor.save();
    }

    assertThat(load().key("lakala-1").orElseThrow().key().period().includes(leaked.plusSeconds(60)))
        .isFalse();
  }

  @Test
  void shouldDoubtARightThatIsNobodys() throws Exception {
    PartiesEditor editor = PartiesEditor.open(file());
    editor.add(
        "lakala",
        new PartiesEditor.Grant(List.of("payment"), List.of(), List.of(), List.of(), false),
        "lakala-1",
        NewKey.generate("bearer", "lakala-1"),
        NOW,
        LATER);
    editor.save();

    assertThat(Doubts.of(load(), NOW))
        .containsExactly("lakala may send payment and no channelIds are named: nobody's");
  }

  @Test
  void shouldDoubtAPartyWithoutAKeyThatCounts() throws Exception {
    add("bearer");

    assertThat(Doubts.of(load(), LATER)).containsExactly("lakala has no key that counts now");
  }

  @Test
  void shouldLeaveSecretsAloneWhenTheChangeIsRefused() throws Exception {
    add("hmac-sha256");
    String secret = Files.readString(folder.resolve("secrets/lakala-1"));
    PartiesEditor editor = PartiesEditor.open(file());

    assertThatThrownBy(
            () ->
                editor.add(
                    "b", GRANT, "lakala-1", NewKey.generate("hmac-sha256", "lakala-1"), NOW, LATER))
        .hasMessageStartingWith("keyId is \"lakala-1\", expected");
    assertThat(folder.resolve("secrets/lakala-1")).hasContent(secret);
  }

  @Test
  void shouldTakeBackASecretWhoseEntryIsRefused() throws Exception {
    PartiesEditor editor = PartiesEditor.open(file());
    editor.add("platform", GRANT, "p-1", NewKey.generate("hmac-sha256", "p-1"), NOW, LATER);

    assertThatThrownBy(editor::save).isInstanceOf(PartiesFileException.class);
    assertThat(folder.resolve("secrets/p-1")).doesNotExist();
  }

  @Test
  void shouldWriteNoSecretOutsideItsFolder() throws Exception {
    PartiesEditor editor = PartiesEditor.open(file());
    String keyId = "../../elsewhere";

    assertThatThrownBy(
            () -> editor.add("b", GRANT, keyId, NewKey.generate("hmac-sha256", keyId), NOW, LATER))
        .hasMessageStartingWith("keyId is \"../../elsewhere\", expected");
    assertThat(folder.resolve("secrets/../../elsewhere")).doesNotExist();
  }

  @Test
  void shouldLoseNoChangeOfSomebodyElse() throws Exception {
    add("bearer");
    PartiesEditor first = PartiesEditor.open(file());
    PartiesEditor second = PartiesEditor.open(file());
    second.disable("lakala-1", NOW);
    second.save();
    first.add("b", GRANT, "b-1", NewKey.generate("hmac-sha256", "b-1"), NOW, LATER);

    assertThatThrownBy(first::save)
        .hasMessageEndingWith("changed by somebody else meanwhile; try again");
    assertThat(load().key("lakala-1").orElseThrow().key().period().includes(NOW)).isFalse();
  }

  @Test
  void shouldLetThoseReadASecretWhoReadTheFile() throws Exception {
    add("bearer");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    PartiesEditor editor = PartiesEditor.open(file());
    editor.add("b", GRANT, "b-1", NewKey.generate("hmac-sha256", "b-1"), NOW, LATER);
    editor.save();

    assertThat(Files.getPosixFilePermissions(folder.resolve("secrets/b-1")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "1e3", "0x10", "1_000", "12:30", "yes", "1.0", "007"})
  void shouldKeepIdsAsTheyAreWritten(String id) throws Exception {
    PartiesEditor editor = PartiesEditor.open(file());
    editor.add(
        "b",
        new PartiesEditor.Grant(List.of("payment"), List.of(id), List.of(), List.of(), false),
        "b-1",
        NewKey.generate("bearer", "b-1"),
        NOW,
        LATER);
    editor.save();
    add("bearer");

    assertThat(load().party("b").orElseThrow().may().getFirst().channelIds())
        .isEqualTo(Names.of(id));
  }

  private NewKey add(String type) throws Exception {
    PartiesEditor editor = PartiesEditor.open(file());
    NewKey made = NewKey.generate(type, "lakala-1");
    editor.add("lakala", GRANT, "lakala-1", made, NOW, LATER);
    editor.save();
    return made;
  }

  private Path file() {
    return folder.resolve("parties.yaml");
  }

  private Parties load() throws Exception {
    return PartiesFile.load(file());
  }
}
