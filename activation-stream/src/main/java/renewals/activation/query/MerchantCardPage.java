package renewals.activation.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.stream.MerchantLists;

/**
 * Those cards of a merchant's list that may fit a question, and are not more than it asks for.
 *
 * @param known whether anything is known of the merchant
 * @param cards by expiry
 * @param more whether others come behind them
 */
record MerchantCardPage(boolean known, List<MerchantLists.Card> cards, boolean more) {

  MerchantCardPage {
    cards = List.copyOf(cards);
  }

  static MerchantCardPage of(MerchantLists lists, MerchantRequest asked, Instant now) {
    List<MerchantLists.Card> all =
        new ArrayList<>(
            lists.cards(
                asked.merchantId(), card -> !card.isForgotten(now) && mayFit(card, asked, now)));
    all.sort(Comparator.comparing(CardPlace::of));
    Optional<CardPlace> behind = CardPlace.read(asked.behind());
    if (behind.isPresent()) {
      all.removeIf(card -> CardPlace.of(card).compareTo(behind.get()) <= 0);
    }
    boolean more = all.size() > asked.limit();
    return new MerchantCardPage(
        !all.isEmpty() || lists.know(asked.merchantId()),
        more ? all.subList(0, asked.limit()) : all,
        more);
  }

  private static boolean mayFit(ListedCard card, MerchantRequest asked, Instant now) {
    return card.mayFit(
        (until, state) ->
            MerchantRows.fits(asked, until, MerchantRows.stateOf(until, now), state.name()));
  }
}
