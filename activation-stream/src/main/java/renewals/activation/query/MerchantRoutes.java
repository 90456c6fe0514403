package renewals.activation.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import renewals.kit.http.ProblemCode;

/**
 * {@code GET /v1/merchants/{merchantId}/cards} and {@code /renewals}. Who may ask is decided where
 * all of {@code /v1} is: {@link QueryApi}.
 */
public final class MerchantRoutes {

  private final MerchantQuery query;
  private final boolean kept;

  /**
   * Routes over these answers.
   *
   * @param kept whether this instance keeps merchants' lists; one that doesn't sends on to others
   */
  public MerchantRoutes(MerchantQuery query, boolean kept) {
    this.query = query;
    this.kept = kept;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.get("/v1/merchants/{merchantId}/cards", this::cards);
    config.routes.get("/v1/merchants/{merchantId}/renewals", this::renewals);
  }

  private void cards(Context context) {
    try {
      MerchantRequest asked =
          MerchantRequest.ofCards(context.pathParam("merchantId"), context.queryParamMap());
      if (isKept(context)) {
        QueryAnswers.found(context, query.cards(asked, QueryAnswers.reach(context)));
      }
    } catch (QueryParameters.Refused e) {
      QueryAnswers.refuse(context, e);
    }
  }

  private void renewals(Context context) {
    try {
      MerchantRequest asked =
          MerchantRequest.ofRenewals(context.pathParam("merchantId"), context.queryParamMap());
      if (isKept(context)) {
        QueryAnswers.found(context, query.renewals(asked, QueryAnswers.reach(context)));
      }
    } catch (QueryParameters.Refused e) {
      QueryAnswers.refuse(context, e);
    }
  }

  private boolean isKept(Context context) {
    if (!kept) {
      QueryAnswers.later(
          context,
          ProblemCode.NOT_KEPT_HERE,
          "this instance keeps no merchants' lists (activation.merchants.threads), ask another");
    }
    return kept;
  }
}
