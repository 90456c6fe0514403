package renewals.notifier.codec.state;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.timing.DigestTime;

/**
 * What is known of a merchant's digests.
 *
 * @param next the one that is filled; null while nothing waits for one
 * @param last the day of the last that was made; null where there was none
 * @param size how much waits for the next
 */
public record DigestState(
    DigestTime.@Nullable Occurrence next, @Nullable LocalDate last, int size) {

  /** Of a merchant who never had any. */
  public static final DigestState NONE = new DigestState(null, null, 0);

  private static final int VERSION = 1;

  /** The bytes to keep. */
  public byte[] toBytes() {
    Instant at = next == null ? null : next.at();
    return new StateWriter(VERSION)
        .time(at)
        .text(next == null ? null : next.day().toString())
        .text(last == null ? null : last.toString())
        .count(size)
        .toBytes();
  }

  /** What was kept. */
  public static DigestState read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    Instant at = in.optionalTime();
    LocalDate day = dayOf(in.optionalText());
    LocalDate last = dayOf(in.optionalText());
    return new DigestState(
        at == null || day == null ? null : new DigestTime.Occurrence(day, at), last, in.count());
  }

  private static @Nullable LocalDate dayOf(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
