package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;

class PagesTest {

  private static final Settings NOTHING = Settings.of(Map.of());

  @Test
  void shouldKeepTheSecretOfADataFolderForItsOwnerOnly(@TempDir Path data) throws Exception {
    Map<String, String> first = Pages.settings(NOTHING, 8085, data);

    assertThat(Pages.settings(NOTHING, 8085, data)).isEqualTo(first);
    assertThat(first.get("page.link.secret")).hasSizeGreaterThanOrEqualTo(32);
    Path file = data.resolve("secrets").resolve("page-links");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldMakeAnotherSecretForAnotherFolder(@TempDir Path one, @TempDir Path other) {
    assertThat(Pages.settings(NOTHING, 8085, one).get("page.link.secret"))
        .isNotEqualTo(Pages.settings(NOTHING, 8085, other).get("page.link.secret"));
  }

  @Test
  void shouldLinkToWhereThePageIs(@TempDir Path data) {
    Settings ownServer = Settings.of(Map.of("page.http.port", "8083"));

    assertThat(Pages.settings(NOTHING, 8085, data))
        .containsEntry("page.base.url", "http://127.0.0.1:8085");
    assertThat(Pages.settings(ownServer, 8085, data))
        .containsEntry("page.base.url", "http://127.0.0.1:8083");
  }

  @Test
  void shouldLeaveWhatTheUserHasSet(@TempDir Path data) {
    Map<String, String> own =
        Map.of("page.base.url", "https://renewals.example", "page.link.secret", "x".repeat(32));

    assertThat(Pages.settings(Settings.of(own), 8085, data)).isEqualTo(own);
    assertThat(data).isEmptyDirectory();
  }
}
