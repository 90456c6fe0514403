package renewals.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.trace.TraceContext;

/** Takes events in for good. */
public interface EventPublisher {

  /**
   * Publishes one event that partners send. Publishing it again is harmless: a fact counts once.
   *
   * @return where it lies, once every in-sync replica has it; otherwise completed with {@link
   *     RefusedException} (it breaks the contract) or {@link UnavailableException} (try again
   *     later; whether it was taken is not known). Ends within the publisher's time limits in any
   *     case.
   */
  CompletableFuture<Acknowledgement> publish(SpecificRecord event);

  /**
   * The same for a party whose claim has been judged, so that readers know whose word it is.
   *
   * @param partyId the party that says it
   */
  default CompletableFuture<Acknowledgement> publishFor(String partyId, SpecificRecord event) {
    return publish(event);
  }

  /**
   * The same where what led to it is traced: the record says so in its header {@code traceparent}.
   *
   * @param partyId the party that says it, empty where nobody was let in
   * @param trace the span that it comes of
   */
  default CompletableFuture<Acknowledgement> publishTraced(
      Optional<String> partyId, SpecificRecord event, TraceContext trace) {
    return partyId.map(party -> publishFor(party, event)).orElseGet(() -> publish(event));
  }
}
