package renewals.kit.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for another server's name before anything else looks at them: a web page whose
 * name was made to lead here would otherwise be of the same origin as this server's answers.
 */
final class HostCheck implements HttpConfiguration.Customizer {

  private final HttpAccess access;
  private final HttpRefusals refusals;

  HostCheck(HttpAccess access, HttpRefusals refusals) {
    this.access = access;
    this.refusals = refusals;
  }

  @Override
  public @Nullable Request customize(Request request, HttpFields.Mutable responseHeaders) {
    String field = request.getHeaders().get(HttpHeader.HOST);
    String authority = request.getHttpURI().getHost();
    String host = authority != null || field == null ? authority : nameOf(field);
    if (access.answersTo(host)) {
      return null;
    }
    refusals.count(HttpRefusals.Reason.HOST);
    throw new HttpException.RuntimeException(
        HttpStatus.MISDIRECTED_REQUEST_421,
        "Host is %s, expected a name of this server or an IP address"
            .formatted(host == null || host.isEmpty() ? "nothing" : host));
  }

  private static @Nullable String nameOf(String field) {
    try {
      return new HostPort(field).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
