package renewals.producer.intake;

import java.util.List;
import renewals.client.Acknowledgement;
import renewals.parties.model.Objection;
import renewals.schemas.contract.Violation;

/** What became of one event at the intake. */
public sealed interface Outcome {

  /** It lies in Kafka for good; the warnings refuse nothing. */
  record Accepted(Acknowledgement where, List<Violation> warnings) implements Outcome {}

  /** It breaks the contract. */
  record Refused(List<Violation> violations) implements Outcome {}

  /** It is larger than the contract allows. */
  record TooLarge(int mostBytes) implements Outcome {}

  /** A fact of its id was taken in with other content. */
  record Conflict(String eventId) implements Outcome {}

  /** It is not its sender's to say. */
  record Forbidden(Objection objection) implements Outcome {}

  /** It can't be told from what a payment channel tells itself, and would count twice. */
  record Ambiguous(Violation violation) implements Outcome {}

  /** Kafka or the registry can't take it now; whether it was taken is not known. */
  record Unavailable(String why) implements Outcome {}
}
