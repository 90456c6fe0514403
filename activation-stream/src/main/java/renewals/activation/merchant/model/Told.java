package renewals.activation.merchant.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of news told last.
 *
 * @param what null where it told that there is none, or nothing yet
 * @param at the time of what was told last; the epoch where nothing was
 */
public record Told<T>(@Nullable T what, Instant at) {

  /** Where nothing was told. */
  public static <T> Told<T> nothing() {
    return new Told<>(null, Instant.EPOCH);
  }

  /** Whether anything was told. */
  public boolean anything() {
    return at.isAfter(Instant.EPOCH);
  }

  /** The later of two by their times; of two alike, this. */
  Told<T> orLater(Told<T> other) {
    return other.at.isAfter(at) ? other : this;
  }
}
