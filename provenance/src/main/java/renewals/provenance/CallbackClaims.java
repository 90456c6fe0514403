package renewals.provenance;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import renewals.parties.model.Identifiers;
import renewals.v1.PaymentEvent;

/**
 * What a payment channel's own callback may say: payments of that channel. All other claims a
 * gateway has judged itself.
 *
 * <p>Source: partners, "Who said it travels along".
 */
final class CallbackClaims {

  Optional<String> objection(String party, SpecificRecord event) {
    if (!party.startsWith(Identifiers.CALLBACK)) {
      return Optional.empty();
    }
    String channel = party.substring(Identifiers.CALLBACK.length());
    return event instanceof PaymentEvent payment && payment.getChannelId().equals(channel)
        ? Optional.empty()
        : against(party);
  }

  Optional<String> objectionToRemoval(String party) {
    return party.startsWith(Identifiers.CALLBACK) ? against(party) : Optional.empty();
  }

  private static Optional<String> against(String party) {
    return Optional.of(
        "%s may send payments of channel %s alone"
            .formatted(party, party.substring(Identifiers.CALLBACK.length())));
  }
}
