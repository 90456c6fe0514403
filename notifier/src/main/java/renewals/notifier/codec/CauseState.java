package renewals.notifier.codec;

import java.time.Instant;
import java.util.Optional;
import renewals.notifier.domain.Cause;

/** Causes as they are kept: whole while they wait for a contact, afterwards only that they were. */
public final class CauseState {

  private static final int VERSION = 3;
  private static final int TOLD = 0;
  private static final int WAITING = 1;

  private CauseState() {}

  /** A cause that waits since then. */
  public record Waiting(Cause cause, Instant since) {}

  /** The bytes to keep of a cause that waits. */
  public static byte[] waiting(Waiting waiting) {
    Cause cause = waiting.cause();
    Pack out =
        new Pack(VERSION)
            .octet(WAITING)
            .time(waiting.since())
            .text(cause.id())
            .text(cause.merchantId())
            .text(cause.renewalId())
            .text(cause.terminalId())
            .text(cause.card())
            .text(cause.carrierId())
            .time(cause.at());
    NewsState.write(out, cause.news());
    return out.toBytes();
  }

  /** The bytes to keep of a cause whose notices are composed. */
  public static byte[] told() {
    return new Pack(VERSION).octet(TOLD).toBytes();
  }

  /** The cause, if it still waits. */
  public static Optional<Waiting> read(byte[] bytes) {
    Unpack in = new Unpack(bytes, VERSION);
    if (in.octet() == TOLD) {
      return Optional.empty();
    }
    Instant since = in.time();
    Cause cause =
        new Cause(
            in.text(),
            in.text(),
            in.optionalText(),
            in.optionalText(),
            in.optionalText(),
            in.optionalText(),
            in.time(),
            NewsState.read(in));
    return Optional.of(new Waiting(cause, since));
  }
}
