package renewals.notifier.senders.sms;

/** A provider that takes SMS, and reports what became of them. Thread-safe. */
public interface SmsGateway extends AutoCloseable {

  /** Offers an SMS and waits for the answer, within a bounded time. Never throws. */
  Submission submit(SmsMessage message);

  /** {@code ready}, or why nothing can be sent. */
  String state();

  /** Takes no reports any more and leaves. */
  @Override
  void close();
}
