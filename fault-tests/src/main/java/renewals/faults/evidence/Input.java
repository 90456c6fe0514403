package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import renewals.stack.sim.partner.Place;

/** A record that stands in an input topic, as the oracle itself reads it. */
public sealed interface Input {

  /** Where it stands. */
  Place place();

  /** Its key, empty where it has none. */
  Optional<String> key();

  /**
   * An event whose key is as it must be.
   *
   * @param owner the renewal's id, of other events the key: the merchant's or the carrier's
   */
  record Usable(Place place, String owner, JsonNode event) implements Input {
    @Override
    public Optional<String> key() {
      return Optional.of(owner);
    }
  }

  /**
   * Bytes that must become a dead letter.
   *
   * @param reason of the dead letter, empty where the contract leaves it open
   */
  record Unusable(Place place, Optional<String> key, Optional<String> reason) implements Input {}
}
