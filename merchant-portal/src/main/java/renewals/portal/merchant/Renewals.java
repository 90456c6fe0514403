package renewals.portal.merchant;

import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.contract.EventContract;
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

  Found<QueryResponses.Card> card(String iccid) {
    return lookup.card(iccid);
  }
}
