package renewals.kit.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what comes in the clear from neither this machine nor a named proxy, and requests for
 * another server's name, before anything else looks at them: a web page whose name was made to lead
 * here would otherwise be of the same origin as this server's answers. Over HTTP/2 the name comes
 * as {@code :authority}; whoever reads {@code Host} finds it there.
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
    demandServed(request.getConnectionMetaData().getRemoteSocketAddress());
    boolean byStreams =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            >= HttpVersion.HTTP_2.getVersion();
    String field = request.getHeaders().get(HttpHeader.HOST);
    if (byStreams) {
      refuseTwoNames(request);
    }
    String authority = request.getHttpURI().getHost();
    String host = authority != null || field == null ? authority : nameOf(field);
    if (access.answersTo(host)) {
      return byStreams && field == null ? new Named(request) : null;
    }
    refusals.count(HttpRefusals.Reason.HOST);
    throw new HttpException.RuntimeException(
        HttpStatus.MISDIRECTED_REQUEST_421,
        "Host is %s, expected a name of this server or an IP address"
            .formatted(host == null || host.isEmpty() ? "nothing" : host));
  }

  /** What HTTP/1.1 has refused by then: two hosts, or another than the target itself names. */
  private static void refuseTwoNames(Request request) {
    String authority = request.getHttpURI().getAuthority();
    List<String> fields =
        request.getHeaders().stream()
            .filter(field -> field.getHeader() == HttpHeader.HOST)
            .map(field -> String.valueOf(field.getValue()))
            .toList();
    if (fields.size() > 1
        || (authority != null
            && fields.stream().anyMatch(field -> !field.equalsIgnoreCase(authority)))) {
      throw new HttpException.RuntimeException(
          HttpStatus.BAD_REQUEST_400, "Host differs from :authority");
    }
  }

  /** A request over HTTP/2, which says in {@code :authority} what others say in {@code Host}. */
  private static final class Named extends Request.Wrapper {

    private final HttpFields headers;

    private Named(Request request) {
      super(request);
      headers =
          HttpFields.build(request.getHeaders())
              .put(HttpHeader.HOST, String.valueOf(request.getHttpURI().getAuthority()))
              .asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }

  /** Refuses a connection of somebody who is not served in the clear. */
  void demandServed(@Nullable SocketAddress peer) {
    if (peer instanceof InetSocketAddress from && !access.serves(from.getAddress())) {
      refusals.count(HttpRefusals.Reason.CLEAR);
      throw new HttpException.RuntimeException(
          HttpStatus.FORBIDDEN_403,
          "the connection is in the clear, expected TLS or the proxy that is named");
    }
  }

  private static @Nullable String nameOf(String field) {
    try {
      return new HostPort(field).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
