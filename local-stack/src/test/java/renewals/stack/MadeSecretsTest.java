package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.parties.file.GatewayKeysFile;

class MadeSecretsTest {

  @TempDir Path data;

  @Test
  void shouldMakeAKeyThatSignsAndThatNobodyElseCanRead() throws Exception {
    Path keys = keys(Map.of());

    assertThat(GatewayKeysFile.load(keys).signerAt(Clock.systemUTC().instant())).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldKeepTheKeyAsLongAsTheFolderIsKept() throws Exception {
    String first = Files.readString(keys(Map.of()));

    assertThat(Files.readString(keys(Map.of()))).isEqualTo(first);
  }

  @Test
  void shouldLeaveTheUsersKeysInForce() {
    assertThat(keys(Map.of("provenance.keys", "/etc/renewals/keys.yaml")))
        .isEqualTo(Path.of("/etc/renewals/keys.yaml"));
    assertThat(data.resolve("secrets")).doesNotExist();
  }

  private Path keys(Map<String, String> given) {
    return Path.of(
        MadeSecrets.provenance(Settings.of(given), data).getOrDefault("provenance.keys", ""));
  }
}
