package renewals.portal.client;

import renewals.schemas.query.QueryResponses;

/** Where renewals and cards are looked up. */
public interface RenewalLookup {

  /** Where a renewal stands. */
  Found<QueryResponses.Renewal> renewal(String renewalId);

  /**
   * How long a card is good for.
   *
   * @param iccid a card's number, in canonical form
   */
  Found<QueryResponses.Card> card(String iccid);
}
