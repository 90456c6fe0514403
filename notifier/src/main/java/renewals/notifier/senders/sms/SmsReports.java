package renewals.notifier.senders.sms;

/** Keeps what providers report. Thread-safe. */
public interface SmsReports {

  /**
   * Returns when the report is kept for good: only then may the provider be told that it arrived.
   *
   * @throws InterruptedException it isn't kept; the provider must report it again
   */
  void take(SmsReport report) throws InterruptedException;
}
