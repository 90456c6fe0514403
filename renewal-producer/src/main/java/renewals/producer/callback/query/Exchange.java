package renewals.producer.callback.query;

import renewals.producer.callback.notice.RawNotice;

/** Asks channels. */
@FunctionalInterface
public interface Exchange {

  /**
   * An answer, of which nothing is believed yet.
   *
   * @param status of HTTP
   * @param content head and body
   */
  record Reply(int status, RawNotice content) {}

  /**
   * Asks once.
   *
   * @throws QueryFailedException there is no answer
   */
  Reply ask(OrderQueryRequest request) throws QueryFailedException;
}
