package renewals.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;
import renewals.stack.process.StackException;

/**
 * The settings of the pages where the user has none of his own: on the loopback address, with links
 * signed by a secret that was made by chance for this data folder and stays in it.
 */
final class Pages {

  private static final int SECRET_BYTES = 32;
  private static final String BASE_URL = "page.base.url";
  private static final String LINK_SECRET = "page.link.secret";

  private Pages() {}

  /**
   * Where the page is and what signs links to it.
   *
   * @param given what the user has set, which stands
   * @param portalPort where the page is, unless it has a server of its own
   */
  static Map<String, String> settings(Settings given, int portalPort, Path data) {
    String host = given.text("page.http.host", "127.0.0.1");
    String port = given.text("page.http.port", String.valueOf(portalPort));
    return Map.of(
        BASE_URL,
        given.text(BASE_URL, "http://%s:%s".formatted(host, port)),
        LINK_SECRET,
        given.text(LINK_SECRET).orElseGet(() -> secretIn(data.resolve("secrets"))));
  }

  /** The secret of a folder, which is made where it is missing. */
  private static String secretIn(Path folder) {
    Path file = folder.resolve("page-links");
    try {
      if (!Files.exists(file)) {
        OwnerOnly.folder(folder);
        // Whole or not at all: half a secret would be none.
        Path written = Files.createTempFile(folder, "page-links", ".new");
        Files.writeString(written, secret());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("no secret for links in %s: %s".formatted(file, e), e);
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
