package renewals.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.kit.PartnerNames;
import renewals.kit.PartnerNames.Partner;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.PageMessages;
import renewals.schemas.query.QueryResponses;

/**
 * Words what was bought, of whom, and how they are reached.
 *
 * @param names what merchants call carriers and channels; an id that has none stands for itself
 */
record BoughtFacts(DisplayFormats formats, PartnerNames names) {

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
    String validity = formats.validity(plan.validity());
    bought.add(
        fact(
            PageMessages.BOUGHT_VALIDITY,
            plan.validityPolicy().equals("RESET")
                ? PageMessages.FROM_ACTIVATION.in(formats.language(), validity)
                : validity));
    bought.add(fact(PageMessages.BOUGHT_DATA, data(plan.dataBytes(), promotion)));
    bought.add(fact(PageMessages.BOUGHT_AMOUNT, formats.money(renewal.due())));
    if (promotion != null) {
      bought.add(
          fact(
              PageMessages.BOUGHT_PROMOTION,
              promotion.discount() > 0
                  ? PageMessages.WITH_DISCOUNT.in(
                      formats.language(),
                      promotion.code(),
                      formats.money(promotion.discount(), currency))
                  : promotion.code()));
    }
    bought.add(
        partner(
            PageMessages.BOUGHT_CARRIER, request.carrierId(), names.carrier(request.carrierId())));
    bought.add(
        partner(
            PageMessages.BOUGHT_CHANNEL, request.channelId(), names.channel(request.channelId())));
    return bought;
  }

  private String data(long planBytes, QueryResponses.@Nullable Promotion promotion) {
    String data = DisplayFormats.data(planBytes);
    Long bonus = promotion == null ? null : promotion.bonusDataBytes();
    return bonus == null || bonus == 0
        ? data
        : PageMessages.WITH_BONUS.in(formats.language(), data, DisplayFormats.data(bonus));
  }

  private RenewalView.Fact partner(PageMessages role, String id, Optional<Partner> known) {
    List<RenewalView.Link> links = new ArrayList<>(2);
    known
        .flatMap(Partner::phone)
        .ifPresent(
            phone -> links.add(new RenewalView.Link(phone, "tel:" + known.get().dialled().get())));
    known
        .flatMap(Partner::url)
        .ifPresent(
            url -> links.add(new RenewalView.Link(PageMessages.HELP.in(formats.language()), url)));
    return new RenewalView.Fact(
        role.in(formats.language()), known.map(this::nameOf).orElse(id), links);
  }

  private String nameOf(Partner partner) {
    return switch (formats.language()) {
      case CHINESE -> partner.zh();
      case ENGLISH -> partner.en();
    };
  }

  private RenewalView.Fact fact(PageMessages name, String value) {
    return new RenewalView.Fact(name.in(formats.language()), value);
  }
}
