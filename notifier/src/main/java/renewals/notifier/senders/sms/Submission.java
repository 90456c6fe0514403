package renewals.notifier.senders.sms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider said to one SMS. Reasons are a word for machines, a colon, a sentence. */
public sealed interface Submission {

  /**
   * It was taken, and a report will follow.
   *
   * @param reference names the SMS in the report: unique among all providers and accounts, and with
   *     a {@code /} in it, which no merchantId has
   */
  record Accepted(String reference) implements Submission {}

  /** It was not taken and never will be. */
  record Refused(String reason) implements Submission {}

  /** Not taken, since the gateway takes no SMS for that number, as it says by its own word. */
  static Refused ofNumber(String providersWord) {
    return new Refused(
        "ADDRESS_REFUSED: the gateway takes no SMS for this number (%s)".formatted(providersWord));
  }

  /** It was not taken now, because of how much was sent; {@code pause} is what was asked for. */
  record Busy(String reason, @Nullable Duration pause) implements Submission {}

  /** It was not taken, and may be another time. */
  record Failed(String reason) implements Submission {}

  /**
   * It was sent, and no answer came: whether it was taken isn't known.
   *
   * @param reference what it will be reported by if it was taken; null where only the answer told
   */
  record Unanswered(String reason, @Nullable String reference) implements Submission {}
}
