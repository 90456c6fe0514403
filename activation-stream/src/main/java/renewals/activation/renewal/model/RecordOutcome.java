package renewals.activation.renewal.model;

/** What became of one record: exactly one of these (rule 11). */
public sealed interface RecordOutcome {

  /** It was taken up, or held until the request comes. */
  record Applied() implements RecordOutcome {}

  /** The same fact with the same content was there already. */
  record Duplicate() implements RecordOutcome {}

  /** It goes to the dead letters. */
  record Refused(Refusal refusal) implements RecordOutcome {}

  /** Why a fact is not taken up, and what was expected. */
  record Refusal(Reason reason, String text) {

    /** The reasons that the rules of a case know. */
    public enum Reason {
      MISMATCH,
      CONFLICTING_DUPLICATE,
      TOO_MANY_FACTS
    }
  }
}
