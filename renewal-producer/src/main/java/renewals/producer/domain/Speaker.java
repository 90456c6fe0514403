package renewals.producer.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import renewals.parties.model.Claims;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Objection;
import renewals.parties.model.Party;

/** Who says events. */
public interface Speaker {

  /** Whoever is on this machine: without a file of parties nobody is told apart. */
  Speaker ANYBODY =
      new Speaker() {
        @Override
        public Optional<String> partyId() {
          return Optional.empty();
        }

        @Override
        public Optional<Objection> objection(SpecificRecord event, Instant now) {
          return Optional.empty();
        }
      };

  /** The party, if callers are told apart. */
  Optional<String> partyId();

  /** Why an event is not this speaker's to say; empty if it is. */
  Optional<Objection> objection(SpecificRecord event, Instant now);

  /** The callbacks of a payment channel, which are a party of their own. */
  static Speaker callback(String channelId) {
    return new Speaker() {
      @Override
      public Optional<String> partyId() {
        return Optional.of(Identifiers.CALLBACK + channelId);
      }

      @Override
      public Optional<Objection> objection(SpecificRecord event, Instant now) {
        return Claims.objectionToCallback(channelId, event);
      }
    };
  }

  /**
   * A party.
   *
   * @param id its id
   * @param current the party as it is now: what it may say can be taken from it while it speaks
   */
  static Speaker of(String id, Supplier<Optional<Party>> current) {
    return new Speaker() {
      @Override
      public Optional<String> partyId() {
        return Optional.of(id);
      }

      @Override
      public Optional<Objection> objection(SpecificRecord event, Instant now) {
        Optional<Party> party = current.get();
        return party.isEmpty()
            ? Optional.of(Objection.ofEndedKey(id))
            : Claims.objection(party.get(), event, now);
      }
    };
  }
}
