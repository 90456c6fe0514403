package renewals.producer.callback.query;

import java.time.Instant;
import renewals.producer.callback.notice.RefusedNoticeException;

/** Asks one channel for one order. */
@FunctionalInterface
public interface OrderQuery {

  /**
   * What the channel says of an order now.
   *
   * @param renewalId what the order is for
   * @throws QueryFailedException no answer, or one that says nothing
   * @throws RefusedNoticeException the answer isn't the channel's, or not for us
   */
  OrderAnswer ask(String renewalId, String order, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException;
}
