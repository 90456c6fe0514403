package renewals.notifier.codec.state;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.NotificationTrigger;
import renewals.schemas.trace.TraceContext;

/**
 * Triggers as they are stored: whole while they wait for a contact, afterwards only that they came.
 */
public final class TriggerState {

  private static final int VERSION = 10;

  /** The same as before, with a trace first; without one nothing is written otherwise. */
  private static final int TRACED = 11;

  private static final int TRACED_BEFORE = 9;

  /** Before, a card had its number alone. */
  private static final int WITH_CARD_KEY = 8;

  private static final int TOLD = 0;
  private static final int WAITING = 1;

  private TriggerState() {}

  /**
   * A trigger that waits since then.
   *
   * @param trace the span that took it, null for none
   */
  public record Waiting(NotificationTrigger cause, Instant since, @Nullable TraceContext trace) {

    /** One of which no trace is kept. */
    public Waiting(NotificationTrigger cause, Instant since) {
      this(cause, since, null);
    }
  }

  /** The bytes to store of a trigger that waits. */
  public static byte[] waiting(Waiting waiting) {
    NotificationTrigger cause = waiting.cause();
    TraceContext trace = waiting.trace();
    StateWriter out =
        trace == null ? new StateWriter(VERSION) : new StateWriter(TRACED).raw(trace.toBytes());
    out.octet(WAITING)
        .time(waiting.since())
        .text(cause.id())
        .text(cause.merchantId())
        .text(cause.renewalId())
        .text(cause.terminalId())
        .text(cause.card())
        .text(cause.cardKey())
        .text(cause.carrierId())
        .time(cause.at());
    MerchantEventState.write(out, cause.news());
    return out.toBytes();
  }

  /** The bytes to store of a trigger whose notices are composed. */
  public static byte[] composed() {
    return new StateWriter(VERSION).octet(TOLD).toBytes();
  }

  /** The trigger, if it still waits. */
  public static Optional<Waiting> read(byte[] bytes) {
    StateReader in = new StateReader(bytes, TRACED);
    TraceContext trace = null;
    if (in.version() == TRACED || in.version() == TRACED_BEFORE) {
      trace = TraceContext.ofBytes(bytes, 1);
      in.skip(TraceContext.BYTES);
    }
    if (in.octet() == TOLD) {
      return Optional.empty();
    }
    Instant since = in.time();
    String id = in.text();
    String merchantId = in.text();
    String renewalId = in.optionalText();
    String terminalId = in.optionalText();
    String card = in.optionalText();
    NotificationTrigger cause =
        new NotificationTrigger(
            id,
            merchantId,
            renewalId,
            terminalId,
            card,
            in.version() < WITH_CARD_KEY ? card : in.optionalText(),
            in.optionalText(),
            in.time(),
            MerchantEventState.read(in));
    return Optional.of(new Waiting(cause, since, trace));
  }
}
