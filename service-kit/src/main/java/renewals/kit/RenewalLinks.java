package renewals.kit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Signed links to a renewal's page: {@code <page.base.url>/r/<renewalId>?t=<token>}. They open it
 * without typing, for whoever holds them, until they expire.
 */
public final class RenewalLinks {

  private static final String SECRET = "page.link.secret";
  private static final String BASE_URL = "page.base.url";
  private static final String VALID = "page.link.valid";
  private static final Duration USUALLY_VALID = Duration.ofDays(90);

  private final SignedTokens tokens;
  private final String baseUrl;
  private final Duration valid;

  private RenewalLinks(SignedTokens tokens, String baseUrl, Duration valid) {
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.valid = valid;
  }

  /**
   * What makes links; empty as long as {@code page.link.secret} or {@code page.base.url} is not
   * set.
   *
   * @throws SettingException the secret is too short to keep anybody out, or the base URL is none
   */
  public static Optional<RenewalLinks> read(Settings settings) {
    Optional<SignedTokens> tokens = tokens(settings);
    Optional<String> baseUrl = baseUrl(settings);
    Duration valid = settings.positive(VALID, USUALLY_VALID);
    if (tokens.isEmpty() || baseUrl.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RenewalLinks(tokens.get(), baseUrl.get(), valid));
  }

  /** What checks links; empty as long as {@code page.link.secret} is not set. */
  public static Optional<SignedTokens> tokens(Settings settings) {
    return secret(settings).map(secret -> new SignedTokens(secret, "link"));
  }

  /** {@code page.link.secret}, which all services that make or check links share. */
  public static Optional<byte[]> secret(Settings settings) {
    return settings.secret(SECRET).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code page.base.url}, without a slash at its end. */
  public static Optional<String> baseUrl(Settings settings) {
    return settings.text(BASE_URL).map(RenewalLinks::checked);
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

  /**
   * The link to a renewal's page. The same moment gives the same link.
   *
   * @param from the moment from which it is valid for {@code page.link.valid}
   */
  public String to(String renewalId, Instant from) {
    return "%s/r/%s?t=%s".formatted(baseUrl, renewalId, tokens.sign(renewalId, from.plus(valid)));
  }
}
