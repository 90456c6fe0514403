package renewals.activation.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;

/**
 * Leads the merchant's pages' old addresses on this service's port to merchant-portal, where they
 * are now. For one release: links in notices last 90 days.
 */
public final class MovedPages {

  private static final int PORTAL_PORT = 8085;
  private static final int SEE_OTHER = 303;
  private static final int FOUND_ELSEWHERE = 307;

  private final Optional<String> baseUrl;

  /**
   * Leads there.
   *
   * @param baseUrl {@code page.base.url}, without a slash at its end; where there is none, the
   *     portal's usual port on the host that was asked
   */
  public MovedPages(Optional<String> baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.get("/", this::lead);
    config.routes.post(
        "/", context -> context.status(SEE_OTHER).header("Location", at(context, "/")));
    config.routes.get("/r/<page>", this::lead);
  }

  private void lead(Context context) {
    String query = context.queryString();
    String page = context.req().getRequestURI() + (query == null ? "" : "?" + query);
    String there = at(context, page);
    // Whoever has not led page.base.url to the portal yet would be sent round and round.
    if (URI.create(there).getAuthority().equalsIgnoreCase(context.host())) {
      Problem.of(
              ProblemCode.PAGES_MOVED,
              "the pages are at merchant-portal now; lead %s there".formatted(baseUrl.orElse("")))
          .answer(context);
      return;
    }
    context.status(FOUND_ELSEWHERE).header("Location", there);
  }

  /** The host that was asked is one that this server answers to: it has been checked before. */
  private String at(Context context, String page) {
    return baseUrl.orElseGet(
            () -> {
              String host = URI.create("http://" + context.host()).getHost();
              return "http://%s:%d".formatted(host, PORTAL_PORT);
            })
        + page;
  }
}
