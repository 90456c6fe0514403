package renewals.parties.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a party may do: say events of some types for some channels, carriers, merchants.
 *
 * @param channelIds whose requests and payments; nobody's where none are named
 * @param carrierIds whose words; nobody's where none are named
 * @param merchantIds whose requests and contacts; anybody's if absent
 * @param gifts whether renewals may be asked for that cost nothing
 * @param until when it ends, if it does; from that moment on it counts no more
 */
public record Right(
    Set<Binding> events,
    Names channelIds,
    Names carrierIds,
    Optional<Names> merchantIds,
    boolean gifts,
    Optional<Instant> until) {

  public Right {
    events = Set.copyOf(events);
  }

  /** Whether it counts at a moment. */
  public boolean holdsAt(Instant time) {
    return until.isEmpty() || time.isBefore(until.get());
  }
}
