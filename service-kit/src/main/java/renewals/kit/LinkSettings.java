package renewals.kit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import renewals.schemas.links.RenewalLinks;

/** What operators set of links to renewals' pages; several services share it. */
public final class LinkSettings {

  private static final String SECRET = "page.link.secret";
  private static final String BASE_URL = "page.base.url";
  private static final String VALID = "page.link.valid";
  private static final Duration USUALLY_VALID = Duration.ofDays(90);

  private LinkSettings() {}

  /**
   * What makes links; empty as long as {@code page.link.secret} or {@code page.base.url} is not
   * set.
   *
   * @throws SettingException the secret is too short to keep anybody out, or the base URL is none
   */
  public static Optional<RenewalLinks> links(Settings settings) {
    Optional<byte[]> secret = secret(settings);
    Optional<String> baseUrl = baseUrl(settings);
    Duration valid = settings.positive(VALID, USUALLY_VALID);
    if (secret.isEmpty() || baseUrl.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RenewalLinks(secret.get(), baseUrl.get(), valid));
  }

  /** {@code page.link.secret}, which all services that make or check links share. */
  public static Optional<byte[]> secret(Settings settings) {
    return settings.secret(SECRET).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code page.base.url}, without a slash at its end. */
  public static Optional<String> baseUrl(Settings settings) {
    return settings.text(BASE_URL).map(LinkSettings::checked);
  }

  /** The host of {@code page.base.url}: under this name the page is asked for. */
  public static Optional<String> host(Settings settings) {
    return baseUrl(settings).map(url -> URI.create(url).getHost());
  }

  private static String checked(String given) {
    String url = given.strip().replaceAll("/+$", "");
    try {
      URI uri = URI.create(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw refused(given);
    }
    throw refused(given);
  }

  private static SettingException refused(String given) {
    return new SettingException(BASE_URL, given, "a URL such as https://renewals.example.com");
  }
}
