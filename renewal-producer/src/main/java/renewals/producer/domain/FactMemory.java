package renewals.producer.domain;

import org.apache.avro.specific.SpecificRecord;

/** What a gateway remembers of the facts it has taken in. */
public interface FactMemory {

  /** Whether a fact of this id is known with other content. */
  boolean contradicts(SpecificRecord event);

  /** Remembers an event that was acknowledged; what was first under its id stays. */
  void remember(SpecificRecord event);

  /** No memory: whether a fact contradicts another is for the stream to say. */
  static FactMemory none() {
    return new FactMemory() {
      @Override
      public boolean contradicts(SpecificRecord event) {
        return false;
      }

      @Override
      public void remember(SpecificRecord event) {
        // there is nothing to remember it in
      }
    };
  }
}
