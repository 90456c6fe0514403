package renewals.streams.watermark;

/**
 * How far the inputs of one partition have been read: its task reports what is done and asks for
 * the watermark. For the stream thread of that task alone.
 */
public interface PartitionWatermark {

  /** Says that a record has been worked off, or sent on to its right partition. */
  void done(String topic, long offset);

  /**
   * Says that of what was appended from a moment on something may wait before it is worked off.
   *
   * @param from epoch milliseconds; {@code Long.MAX_VALUE} where nothing waits
   */
  void hold(long from);

  /**
   * The moment up to which all that was appended to the partition's inputs has been read.
   *
   * @return epoch milliseconds; {@code Long.MIN_VALUE} while nobody knows
   */
  long watermark();

  /** Says that the task works on the partition no more. */
  void end();
}
