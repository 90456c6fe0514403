package renewals.provenance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance;
import renewals.parties.proof.Provenance.Unknown;
import renewals.streams.record.SourceRecord;

/**
 * Records that were taken because nobody asks yet, of keys that may become known within a minute:
 * what would have become of them is counted when that is clear. Thread-safe.
 */
final class LaterCounts {

  /** The file is read by several at different moments: so long a key may not be known here yet. */
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(60);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final ProofJudge judge;
  private final Clock clock;
  private final Deque<Open> open = new ArrayDeque<>();
  private long bytes;
  private Instant nextLook = Instant.MIN;

  private record Open(SourceRecord record, long bytes, Consumer<Provenance> counted) {}

  LaterCounts(ProofJudge judge, Clock clock) {
    this.judge = judge;
    this.clock = clock;
  }

  /** Whether a key that isn't known here may be one that was just added. */
  boolean mayBecomeKnown(SourceRecord record) {
    return WhoSaid.appendedAt(record).plus(UNKNOWN_FOR).isAfter(clock.instant());
  }

  /**
   * Keeps a record in mind.
   *
   * @param counted hears what its proof came to at last
   * @return false where there is no room for more
   */
  synchronized boolean add(SourceRecord record, Consumer<Provenance> counted) {
    long size = record.headerBytes() + length(record.key()) + length(record.value());
    if (open.size() >= MOST || bytes + size > MOST_BYTES) {
      return false;
    }
    bytes += size;
    open.add(new Open(record, size, counted));
    return true;
  }

  /** Counts those of which it is clear by now; looks no more than once a second. */
  synchronized void look() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(BETWEEN_LOOKS);
      open.removeIf(this::isDone);
    }
  }

  private boolean isDone(Open one) {
    Provenance provenance = judge.judge(WhoSaid.read(one.record()));
    if (provenance instanceof Unknown && mayBecomeKnown(one.record())) {
      return false;
    }
    bytes -= one.bytes();
    one.counted().accept(provenance);
    return true;
  }

  private static int length(byte @Nullable [] of) {
    return of == null ? 0 : of.length;
  }
}
