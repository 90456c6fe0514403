package renewals.notifier;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.notifier.senders.sms.ReportToken;

/**
 * Where gateways for SMS post their reports. They sign nothing, so the address holds a secret; it
 * is acknowledged once every report of a request is kept for good.
 */
final class GatewayReports {

  /** The route. */
  static final String PATH = "/sms/reports/{token}";

  private static final Logger LOG = LoggerFactory.getLogger(GatewayReports.class);
  private static final int LONGEST_BODY = 1 << 20;

  private final Optional<ReportToken> token;
  private final Supplier<@Nullable Keeper> keeper;

  /** Keeps what a gateway posted. */
  interface Keeper {

    /**
     * Keeps reports for good.
     *
     * @return what the gateway wants to hear
     * @throws IOException they can't be read
     * @throws InterruptedException they aren't kept
     */
    String post(byte[] reports) throws IOException, InterruptedException;
  }

  /**
   * A route.
   *
   * @param token without it nothing is taken
   * @param keeper null before the senders began
   */
  GatewayReports(Optional<ReportToken> token, Supplier<@Nullable Keeper> keeper) {
    this.token = token;
    this.keeper = keeper;
  }

  /** Adds the route. */
  void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::take);
  }

  private void take(Context context) {
    String given = context.pathParam("token");
    if (token.isEmpty() || !token.get().isSame(given)) {
      Problem.of(ProblemCode.NOT_FOUND, "nothing is here").answer(context);
      return;
    }
    Keeper keeping = keeper.get();
    if (keeping == null) {
      later(context, "not begun");
      return;
    }
    try {
      byte[] body = context.bodyInputStream().readNBytes(LONGEST_BODY + 1);
      if (body.length > LONGEST_BODY) {
        Problem.of(ProblemCode.BODY_TOO_LARGE, "expected at most %d bytes".formatted(LONGEST_BODY))
            .answer(context);
        return;
      }
      context.contentType("application/json").result(keeping.post(body));
    } catch (IOException e) {
      LOG.warn("Reports of a gateway can't be read: {}", e.getMessage());
      Problem.of(ProblemCode.BODY_REFUSED, "expected the reports of the gateway that is set")
          .answer(context);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      later(context, "stopping");
    }
  }

  private static void later(Context context, String why) {
    context.header("Retry-After", "5");
    Problem.of(ProblemCode.UNAVAILABLE, why).answer(context);
  }
}
