package renewals.portal.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.schemas.query.QueryResponses;

/** Where renewals, cards and quotes are looked up. */
public interface RenewalLookup {

  /** Where a renewal stands. */
  Found<QueryResponses.Renewal> renewal(String renewalId);

  /**
   * How long a card is good for.
   *
   * @param iccid a card's number, in canonical form
   * @param carrierId by whose word it is used and stopped; null for the latest renewal's carrier
   */
  Found<QueryResponses.Card> card(String iccid, @Nullable String carrierId);

  /** What a renewal would give. */
  Found<QueryResponses.Quote> quote(QuoteQuery question);

  /** The announcements that hold for a renewal; none where nobody answers. */
  List<QueryResponses.Announcement> announcements(
      String carrierId, String channelId, String planId);

  /** The carriers of which anything was seen lately, in order; none where nobody answers. */
  List<String> carriers();

  /**
   * The cards of a merchant, those that expire soonest first.
   *
   * @param cursor where to begin, as an earlier answer has it; empty for the first
   */
  Found<QueryResponses.MerchantCards> merchantCards(String merchantId, String cursor);
}
