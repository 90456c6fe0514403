package renewals.portal.ops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import renewals.portal.access.TypedText;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.CardAnswer;
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

  /** A renewal's card, by the word of its own carrier. */
  CardAnswer card(QueryResponses.Renewal renewal) {
    QueryResponses.Requested request = renewal.request();
    return renewal.iccid() == null
        ? new CardAnswer.Unknown()
        : Found.ofCard(lookup.card(renewal.iccid(), request == null ? null : request.carrierId()));
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
    List<QueryResponses.Renewal> renewals = new ArrayList<>();
    List<String> told = recent.find(typed, MOST);
    switch (lookup.renewal(typed)) {
      case Found.Known<QueryResponses.Renewal>(QueryResponses.Renewal exact) -> renewals.add(exact);
      case Found.Unknown<QueryResponses.Renewal> unknown -> {}
      case Found.Moving<QueryResponses.Renewal> moving -> {}
      case Found.Away<QueryResponses.Renewal> away -> {
        return new Result(typed, renewals, told, true);
      }
    }
    Set<String> ids = new LinkedHashSet<>(told);
    Iccid.parse(typed).ifPresent(card -> ids.addAll(ofCard(card.canonical())));
    ids.addAll(ofMerchant(typed));
    ids.remove(typed);
    return resolved(typed, ids, renewals);
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

  /** Where nobody answers for one, nobody is asked for the others: each would take as long. */
  private Result resolved(String typed, Set<String> ids, List<QueryResponses.Renewal> renewals) {
    List<String> unanswered = new ArrayList<>();
    boolean away = false;
    for (String id : ids.stream().limit((long) MOST - renewals.size()).toList()) {
      Found<QueryResponses.Renewal> found = away ? new Found.Away<>() : lookup.renewal(id);
      away = found instanceof Found.Away;
      if (found instanceof Found.Known<QueryResponses.Renewal>(QueryResponses.Renewal renewal)) {
        renewals.add(renewal);
      } else {
        unanswered.add(id);
      }
    }
    return new Result(typed, renewals, unanswered, away);
  }
}
