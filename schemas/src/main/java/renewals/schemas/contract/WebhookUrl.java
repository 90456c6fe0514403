package renewals.schemas.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * URLs that notices can be posted to. Whoever takes one and whoever posts to it ask here, so that
 * nothing is taken that is refused later; what an operator decides (http, private hosts) is not
 * judged here. Source: contract, merchant-contact.
 */
public final class WebhookUrl {

  /** What a violation says was expected. */
  public static final String EXPECTATION =
      "an absolute http or https URL in ASCII, without user or #, port 1 to 65535";

  private static final int LONGEST = 2000;
  private static final int LAST_PORT = 65_535;

  private WebhookUrl() {}

  /** Whether a text is a URL that notices can be posted to. */
  public static boolean isWritten(String text) {
    return parse(text).isPresent();
  }

  /** The URL, empty where notices can't be posted to it. */
  public static Optional<URI> parse(String text) {
    if (text.length() > LONGEST || text.chars().anyMatch(c -> c > '~')) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text)).filter(WebhookUrl::fits);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(URI uri) {
    String scheme = uri.getScheme();
    return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
        && uri.getHost() != null
        && isHost(uri.getHost())
        && isPort(uri)
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null;
  }

  /** An address in brackets was judged by whoever parsed the URL. */
  private static boolean isHost(String host) {
    return host.startsWith("[") ? host.indexOf('%') < 0 : HostName.isName(host);
  }

  /** Absent is the scheme's own; a colon without a number is not. */
  private static boolean isPort(URI uri) {
    int port = uri.getPort();
    return port == -1 ? !uri.getRawAuthority().endsWith(":") : port >= 1 && port <= LAST_PORT;
  }
}
