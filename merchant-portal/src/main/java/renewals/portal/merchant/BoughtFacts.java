package renewals.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.PageMessages;
import renewals.schemas.query.QueryResponses;

/** Words what was bought. */
record BoughtFacts(DisplayFormats figures) {

  /** What was bought, line by line. */
  List<RenewalView.Fact> of(QueryResponses.Renewal renewal) {
    QueryResponses.Requested request = renewal.request();
    if (request == null) {
      return List.of();
    }
    QueryResponses.Plan plan = request.plan();
    QueryResponses.Promotion promotion = request.promotion();
    String currency = renewal.due().currency();
    List<RenewalView.Fact> bought = new ArrayList<>();
    bought.add(fact(PageMessages.BOUGHT_PLAN, plan.planId()));
    String validity = figures.validity(plan.validity());
    bought.add(
        fact(
            PageMessages.BOUGHT_VALIDITY,
            plan.validityPolicy().equals("RESET")
                ? PageMessages.FROM_ACTIVATION.in(figures.language(), validity)
                : validity));
    bought.add(fact(PageMessages.BOUGHT_DATA, data(plan.dataBytes(), promotion)));
    bought.add(fact(PageMessages.BOUGHT_AMOUNT, figures.money(renewal.due())));
    if (promotion != null) {
      bought.add(
          fact(
              PageMessages.BOUGHT_PROMOTION,
              promotion.discount() > 0
                  ? PageMessages.WITH_DISCOUNT.in(
                      figures.language(),
                      promotion.code(),
                      figures.money(promotion.discount(), currency))
                  : promotion.code()));
    }
    bought.add(fact(PageMessages.BOUGHT_CARRIER, request.carrierId()));
    bought.add(fact(PageMessages.BOUGHT_CHANNEL, request.channelId()));
    return bought;
  }

  private String data(long planBytes, QueryResponses.@Nullable Promotion promotion) {
    String data = DisplayFormats.data(planBytes);
    Long bonus = promotion == null ? null : promotion.bonusDataBytes();
    return bonus == null || bonus == 0
        ? data
        : PageMessages.WITH_BONUS.in(figures.language(), data, DisplayFormats.data(bonus));
  }

  private RenewalView.Fact fact(PageMessages name, String value) {
    return new RenewalView.Fact(name.in(figures.language()), value);
  }
}
