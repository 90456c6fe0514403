package renewals.activation.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.query.state.KeyedQuery.Reach;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.kit.http.InstanceProof;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.schemas.contract.Iccid;

/**
 * {@code GET /v1/renewals/{renewalId}}, {@code /v1/cards/{iccid}}, {@code /v1/quotes}, {@code
 * /v1/processing-times}, {@code /v1/state-counts} and {@code /v1/unread-losses}, as JSON, for the
 * platform's own systems; {@code /v1/tallies} for the other instances.
 */
public final class QueryApi {

  private final RenewalQuery query;
  private final ClusterStateCounts counts;
  private final ClusterUnreadLosses losses;
  private final Supplier<Estimates> estimates;
  private final Optional<String> token;
  private final PeerAccess peers;
  private volatile @Nullable HostInfo self;

  /**
   * An API over these answers.
   *
   * @param estimates the newest
   * @param token asked for on each query as {@code Authorization: Bearer}, if there is one
   * @param peers how other instances show that they are, instead
   */
  public QueryApi(
      RenewalQuery query,
      ClusterStateCounts counts,
      ClusterUnreadLosses losses,
      Supplier<Estimates> estimates,
      Optional<String> token,
      PeerAccess peers) {
    this.query = query;
    this.counts = counts;
    this.losses = losses;
    this.estimates = estimates;
    this.token = token;
    this.peers = peers;
  }

  /** From now on this instance is known to the others, who may ask it. */
  public void knownAs(HostInfo host) {
    self = host;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/v1/*", this::authenticate);
    config.routes.get("/v1/renewals/{renewalId}", this::renewal);
    config.routes.get("/v1/cards/{iccid}", this::card);
    config.routes.get("/v1/quotes", this::quote);
    config.routes.get(
        "/v1/processing-times",
        context -> QueryAnswers.answer(context, Calibration.of(estimates.get())));
    config.routes.get("/v1/state-counts", context -> QueryAnswers.answer(context, counts.gather()));
    config.routes.get(
        ClusterStateCounts.PATH, context -> QueryAnswers.answer(context, counts.here()));
    config.routes.get(ClusterUnreadLosses.PATH, this::losses);
  }

  private void authenticate(Context context) {
    if (token.isEmpty() || isOfAnotherInstance(context)) {
      return;
    }
    String expected = "Bearer " + token.get();
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    boolean same =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      context.header("WWW-Authenticate", "Bearer");
      Problem.of(ProblemCode.UNAUTHORIZED, "expected the configured token as bearer")
          .answer(context);
      context.skipRemainingHandlers();
    }
  }

  private boolean isOfAnotherInstance(Context context) {
    HostInfo here = self;
    String given = context.header(InstanceProof.HEADER);
    return given != null
        && here != null
        && peers
            .proof()
            .filter(
                proof ->
                    proof.fits(
                        given,
                        PeerClient.addressOf(here),
                        context.req().getMethod(),
                        context.req().getRequestURI(),
                        context.req().getQueryString()))
            .isPresent();
  }

  private void renewal(Context context) {
    QueryAnswers.found(
        context, query.renewal(context.pathParam("renewalId"), QueryAnswers.reach(context)));
  }

  private void card(Context context) {
    String given = context.pathParam("iccid");
    Optional<Iccid> iccid = Iccid.parse(given);
    if (iccid.isEmpty()) {
      Problem.of(
              ProblemCode.PARAMETER_REFUSED,
              "iccid is %s, expected %s".formatted(given, Iccid.EXPECTATION))
          .answer(context);
      return;
    }
    QueryAnswers.found(
        context,
        query.card(iccid.get(), context.queryParam("carrierId"), QueryAnswers.reach(context)));
  }

  private void quote(Context context) {
    try {
      QueryAnswers.found(
          context,
          query.quote(QuoteRequest.read(context.queryParamMap()), QueryAnswers.reach(context)));
    } catch (QueryParameters.Refused e) {
      QueryAnswers.refuse(context, e);
    }
  }

  private void losses(Context context) {
    QueryAnswers.answer(
        context, QueryAnswers.reach(context) == Reach.HERE ? losses.here() : losses.gather());
  }
}
