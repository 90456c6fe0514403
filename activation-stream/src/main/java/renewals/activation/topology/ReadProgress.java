package renewals.activation.topology;

/**
 * How far the inputs of a partition have been read, so that no deadline fires before everything
 * that was appended before it fell due has been read (rule 8).
 */
public interface ReadProgress {

  /** What one task says, and is told, of its partition. */
  interface OfPartition {

    /** Says that a record has been taken to its case or on to its right partition. */
    void done(String topic, long offset);

    /**
     * The moment up to which all that was appended to the partition's inputs has been read.
     *
     * @return epoch milliseconds; {@code Long.MIN_VALUE} while nobody knows
     */
    long readUpTo();

    /** Says that the task works on the partition no more. */
    void end();
  }

  /** What a task may have to have read. */
  enum Inputs {
    /** Requests, payments, reviews, and those of them that had to be moved. */
    RENEWAL_FACTS,
    /** What renewals ask of cards. */
    CARD_CHANGES
  }

  /** The view of a task that begins, or begins anew, on a partition. */
  OfPartition begin(Inputs inputs, int partition);

  /** For graphs that are fed by hand and so are never behind. */
  static ReadProgress neverBehind() {
    return (inputs, partition) ->
        new OfPartition() {
          @Override
          public void done(String topic, long offset) {}

          @Override
          public void end() {}

          @Override
          public long readUpTo() {
            return Long.MAX_VALUE;
          }
        };
  }
}
