package renewals.portal.merchant;

import java.util.Locale;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.contract.EventContract;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/** The renewals and cards that pages show; what is no id is not looked for. */
record Renewals(RenewalLookup lookup) {

  /** Whether a text can be the id of a renewal, by the contract. */
  static boolean isId(String text) {
    return EventContract.isId(text);
  }

  Found<QueryResponses.Renewal> find(String renewalId) {
    return isId(renewalId) ? lookup.renewal(renewalId) : new Found.Unknown<>();
  }

  /**
   * As somebody typed it: keyboards of phones begin in lower case, and most numbers are in upper
   * case. What exists as it was typed is that one.
   */
  Found<QueryResponses.Renewal> findTyped(String typed) {
    Found<QueryResponses.Renewal> asTyped = find(typed);
    String upper = typed.toUpperCase(Locale.ROOT);
    return asTyped instanceof Found.Unknown && !upper.equals(typed) ? find(upper) : asTyped;
  }

  /** The card of a renewal, by the word of its own carrier. */
  CardAnswer cardOf(QueryResponses.Renewal renewal) {
    String iccid = renewal.iccid();
    QueryResponses.Requested request = renewal.request();
    return iccid == null
        ? new CardAnswer.Unknown()
        : Found.ofCard(lookup.card(iccid, request == null ? null : request.carrierId()));
  }
}
