package renewals.notifier.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Address;

/** What should happen to a notice next; the edge makes it happen. */
public sealed interface Step {

  /**
   * Give it to the senders.
   *
   * @param before when it is quiet where the merchant is: it must not be sent then or later; null
   *     where that never comes
   */
  record HandOver(OpenNotice next, Address to, @Nullable Instant before) implements Step {}

  /**
   * It may not be tried yet: write a receipt and wait.
   *
   * @param attempts for the receipt, from 1
   * @param reason for the receipt too
   */
  record Hold(OpenNotice next, int attempts, String reason) implements Step {}

  /** It became void before it was its turn: forget it without a receipt. */
  record Drop() implements Step {}

  /** The try failed; write a receipt and wait for the next. */
  record Retry(OpenNotice next, String reason) implements Step {}

  /**
   * A gateway took it, or may have: write a receipt and wait for its report.
   *
   * @param reference by which it reports; null where only its answer would have told
   * @param reason what is not known; null where it took it
   */
  record Sent(OpenNotice next, @Nullable String reference, @Nullable String reason)
      implements Step {}

  /** A gateway took it once more, when it was handed over again: reports of both count. */
  record SentAgain(String reference) implements Step {}

  /** Keep it otherwise than before, without a receipt. */
  record Keep(OpenNotice next) implements Step {}

  /** It was not tried; wait, without a receipt. */
  record Defer(OpenNotice next) implements Step {}

  /** The end: write a receipt and forget the message. */
  record Settle(End end, int attempt, @Nullable String reason) implements Step {}

  /** The answer changes nothing. */
  record Ignore(String why) implements Step {}

  /** How a notice can end. */
  enum End {
    DELIVERED,
    /** Who took it never reports what became of it. */
    SENT,
    UNDELIVERABLE,
    /** It became void before it was delivered. */
    SUPERSEDED
  }
}
