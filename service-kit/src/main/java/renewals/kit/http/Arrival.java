package renewals.kit.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/**
 * How a request came here.
 *
 * @param client the address of who asks
 * @param confidential whether nobody on the way could read it: over TLS, or on a loopback
 *     connection that isn't a proxy's
 * @param overTls whether the client spoke TLS: to this server, or as a named proxy says to that
 * @param certificates the client's own first; none where it came through a proxy or showed none
 */
public record Arrival(
    String client, boolean confidential, boolean overTls, List<X509Certificate> certificates) {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  public Arrival {
    certificates = List.copyOf(certificates);
  }

  /** One of which nothing is known but where it came from. */
  Arrival(String client, boolean confidential, List<X509Certificate> certificates) {
    this(client, confidential, false, certificates);
  }

  static Arrival of(HttpServletRequest request, HttpAccess access) {
    String client = access.clientOf(request);
    if (access.isProxy(request.getRemoteAddr())) {
      boolean overTls = access.saysTls(request);
      return new Arrival(client, overTls, overTls, List.of());
    }
    boolean forwarded = isForwarded(request);
    boolean confidential =
        request.isSecure() || (Loopback.is(request.getRemoteAddr()) && !forwarded);
    return new Arrival(
        client,
        confidential,
        request.isSecure(),
        // a certificate says who the connection is of, not who spoke before whoever passes it on
        !forwarded && request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            ? List.of(chain)
            : List.of());
  }

  /** Whether a header says that the request passed through a proxy. */
  public static boolean isForwarded(HttpServletRequest request) {
    for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
      if (isForwarding(names.nextElement())) {
        return true;
      }
    }
    return false;
  }

  /** Whether only a proxy adds a header of that name. */
  public static boolean isForwarding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("forwarded") || lower.equals("via") || lower.startsWith("x-forwarded-");
  }
}
