package renewals.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

  @TempDir private Path checkout;

  @Test
  void shouldFindTheJarsThatTheStampNames() throws IOException {
    Path target = Files.createDirectories(checkout.resolve("local-stack/target"));
    Path jars = Files.createDirectory(target.resolve("lib.1"));
    Files.writeString(target.resolve("built"), "lib.1\n");

    assertThat(Build.classPathOf(checkout)).contains(List.of(jars.resolve("*").toString()));
  }

  @Test
  void shouldFindNothingWhereNothingWasBuilt() {
    assertThat(Build.classPathOf(checkout)).isEmpty();
  }
}
