package renewals.stack;

import java.nio.file.Path;
import java.util.Map;
import renewals.kit.Settings;

/**
 * The settings of the pages where the user has none of his own: on the loopback address, with links
 * signed by a secret that was made by chance for this data folder and stays in it.
 */
final class Pages {

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
        given.text(LINK_SECRET).orElseGet(() -> MadeSecrets.linkSecret(data)));
  }
}
