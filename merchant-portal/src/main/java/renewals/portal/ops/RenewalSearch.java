package renewals.portal.ops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import renewals.portal.access.TypedText;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;

/** Finds renewals by what a caller knows; each as it stands now. */
final class RenewalSearch {

  /** More than anybody reads of one answer. */
  static final int MOST = 20;

  private final RenewalLookup lookup;
  private final RecentRenewals recent;

  /**
   * A search.
   *
   * @param lookup knows renewals, cards and merchants, however old
   * @param recent knows terminals and last digits
   */
  RenewalSearch(RenewalLookup lookup, RecentRenewals recent) {
    this.lookup = lookup;
    this.recent = recent;
  }

  /**
   * What was found.
   *
   * @param typed what was looked for
   * @param renewals at most {@link #MOST}
   * @param unanswered ids of which nobody can say for now how they stand
   * @param away whether no instance gave an answer, so that something may be missing
   */
  record Result(
      String typed, List<QueryResponses.Renewal> renewals, List<String> unanswered, boolean away) {}

  /** Where one renewal stands. */
  Found<QueryResponses.Renewal> renewal(String renewalId) {
    return lookup.renewal(renewalId);
  }

  /**
   * Renewals that a text fits.
   *
   * @param text the id of a renewal, merchant or terminal, the number of a card or its last four,
   *     as somebody types it
   */
  Result find(String text) {
    String typed = TypedText.plain(text);
    if (typed.isEmpty()) {
      return new Result(typed, List.of(), List.of(), false);
    }
    Set<String> ids = new LinkedHashSet<>();
    Found<QueryResponses.Renewal> exact = lookup.renewal(typed);
    if (exact instanceof Found.Known<QueryResponses.Renewal>) {
      ids.add(typed);
    }
    ids.addAll(recent.find(typed, MOST));
    Iccid.parse(typed).ifPresent(card -> ids.addAll(ofCard(card.canonical())));
    ids.addAll(ofMerchant(typed));
    return resolved(typed, ids, isAway(exact));
  }

  private List<String> ofCard(String iccid) {
    return lookup.card(iccid, null) instanceof Found.Known<QueryResponses.Card> known
        ? known.answer().renewals().stream().map(QueryResponses.CardRenewal::renewalId).toList()
        : List.of();
  }

  private List<String> ofMerchant(String merchantId) {
    return lookup.merchantCards(merchantId, "")
            instanceof Found.Known<QueryResponses.MerchantCards> known
        ? known.answer().cards().stream().map(QueryResponses.MerchantCard::renewalId).toList()
        : List.of();
  }

  private Result resolved(String typed, Set<String> ids, boolean away) {
    List<QueryResponses.Renewal> renewals = new ArrayList<>();
    List<String> unanswered = new ArrayList<>();
    boolean lost = away;
    for (String id : ids.stream().limit(MOST).toList()) {
      Found<QueryResponses.Renewal> found = lookup.renewal(id);
      if (found instanceof Found.Known<QueryResponses.Renewal> known) {
        renewals.add(known.answer());
      } else {
        unanswered.add(id);
        lost |= isAway(found);
      }
    }
    return new Result(typed, renewals, unanswered, lost);
  }

  private static boolean isAway(Found<?> found) {
    return found instanceof Found.Away<?> || found instanceof Found.Moving<?>;
  }
}
