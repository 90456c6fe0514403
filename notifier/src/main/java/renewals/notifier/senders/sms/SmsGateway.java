package renewals.notifier.senders.sms;

import java.io.IOException;

/** A provider that takes SMS, and reports what became of them. Thread-safe. */
public interface SmsGateway extends AutoCloseable {

  /** Offers an SMS and waits for the answer, within a bounded time. Never throws. */
  Submission submit(SmsMessage message);

  /**
   * Takes reports that the provider posted, where it is one that posts them.
   *
   * @return what it wants to hear
   * @throws IOException they can't be read
   * @throws InterruptedException they aren't kept; the provider must post them again
   */
  default String post(byte[] reports) throws IOException, InterruptedException {
    throw new IOException("this gateway posts no reports");
  }

  /** {@code ready}, or why nothing can be sent. */
  String state();

  /** Takes no reports any more and leaves. */
  @Override
  void close();
}
