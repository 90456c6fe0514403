package renewals.parties.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Parties;
import renewals.parties.model.Parties.Credential;
import renewals.parties.model.Party;

/** Files of any form. */
class PartiesFileFuzzTest {

  private static final Path FILE = file();

  @FuzzTest(maxDuration = "1m")
  void shouldFindEachKeyAtItsParty(byte[] data) throws Exception {
    Files.write(FILE, data);
    Parties parties;
    try {
      parties = PartiesFile.load(FILE);
    } catch (PartiesFileException e) {
      return;
    }

    List<Party> all = List.copyOf(parties.all());
    assertThat(all).extracting(Party::id).doesNotHaveDuplicates().doesNotContain("platform");
    for (Party party : all) {
      assertThat(Identifiers.isParty(party.id())).as(party.id()).isTrue();
      party
          .keys()
          .forEach(
              key -> assertThat(parties.key(key.keyId())).contains(new Credential(party, key)));
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("parties", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
