package renewals.streams.provenance;

import renewals.streams.record.SourceRecord;

/** Judges whether a record is proven to be somebody's word, by its bytes alone. Thread-safe. */
@FunctionalInterface
public interface ProofCheck {

  /** Judges a record; one that waits is judged again. */
  Verdict judge(SourceRecord record);

  /** What a record's proof came to. */
  sealed interface Verdict {

    /** It holds, or nobody asks. */
    Verdict TAKEN = new Taken();

    /** Its key may not be known here yet: to be judged again later. */
    Verdict WAITING = new Waiting();

    /** It holds, or nobody asks. */
    record Taken() implements Verdict {}

    /** Its key may not be known here yet: to be judged again later. */
    record Waiting() implements Verdict {}

    /** It is nobody's word. */
    record Refused(String text) implements Verdict {}
  }
}
