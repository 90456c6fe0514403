package renewals.kit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.RenewalLinks;

/** What operators set of links to renewals' pages; several services share it. */
public final class LinkSettings {

  private static final String SECRET = "page.link.secret";
  private static final String KEY_ID = "page.link.key-id";
  private static final String SECOND_SECRET = "page.link.second.secret";
  private static final String SECOND_KEY_ID = "page.link.second.key-id";
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
    List<LinkTokens.Key> keys = keys(settings);
    Optional<String> baseUrl = baseUrl(settings);
    Duration valid = settings.positive(VALID, USUALLY_VALID);
    if (keys.isEmpty() || baseUrl.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RenewalLinks(new LinkTokens(keys), baseUrl.get(), valid));
  }

  /**
   * The keys that all services that make or check links share: {@code page.link.secret}, which
   * signs, and {@code page.link.second.secret}, which opens too, so that one can take the place of
   * another. None where no secret is set.
   *
   * @throws SettingException a secret is too short, an id is none, or both keys have the same
   */
  public static List<LinkTokens.Key> keys(Settings settings) {
    Optional<LinkTokens.Key> first = key(settings, SECRET, KEY_ID, "1");
    Optional<LinkTokens.Key> second = key(settings, SECOND_SECRET, SECOND_KEY_ID, "2");
    if (second.isPresent() && first.isEmpty()) {
      throw new SettingException(SECRET, "nothing", "a secret, since " + SECOND_SECRET + " is set");
    }
    if (second.isPresent() && second.get().id().equals(first.orElseThrow().id())) {
      throw new SettingException(SECOND_KEY_ID, second.get().id(), "another than " + KEY_ID);
    }
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static Optional<LinkTokens.Key> key(
      Settings settings, String secret, String keyId, String usualId) {
    String id = settings.text(keyId, usualId);
    if (!LinkTokens.Key.isId(id)) {
      throw new SettingException(keyId, id, "1 to 64 characters of A-Z a-z 0-9 _ -");
    }
    return settings
        .secret(secret)
        .map(text -> new LinkTokens.Key(id, text.getBytes(StandardCharsets.UTF_8)));
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
