package renewals.producer.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;
import renewals.parties.signature.RequestHead;

/** The head of a request as it came, before anything was decoded or normalised. */
final class HttpHead implements RequestHead {

  private final HttpServletRequest request;
  private final boolean overTls;
  private final HttpURI uri;
  private final String path;
  private final @Nullable String query;

  /**
   * A request's head.
   *
   * @param overTls whether the client spoke TLS, if only to a proxy
   */
  HttpHead(HttpServletRequest request, boolean overTls) {
    this.request = request;
    this.overTls = overTls;
    this.uri = ServletContextRequest.getServletContextRequest(request).getHttpURI();
    String target = uri.getPathQuery() == null ? "" : uri.getPathQuery();
    int mark = target.indexOf('?');
    String before = mark < 0 ? target : target.substring(0, mark);
    this.path = before.isEmpty() ? "/" : before;
    this.query = mark < 0 ? null : target.substring(mark);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  @Override
  public String scheme() {
    return overTls ? "https" : "http";
  }

  @Override
  public String authority() {
    String host = request.getHeader("Host");
    String named = host == null ? uri.getAuthority() : host;
    String given = named == null ? "" : named.toLowerCase(Locale.ROOT);
    String usual = overTls ? ":443" : ":80";
    return given.endsWith(usual) ? given.substring(0, given.length() - usual.length()) : given;
  }

  @Override
  public List<String> field(String name) {
    return Collections.list(request.getHeaders(name));
  }
}
