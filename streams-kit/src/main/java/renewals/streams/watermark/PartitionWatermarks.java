package renewals.streams.watermark;

/**
 * How far the inputs of each partition have been read, so that nothing fires that fell due after
 * what may still lie unread. Any stream thread may begin a view.
 */
public interface PartitionWatermarks {

  /**
   * The view of a task that begins, or begins anew, on a partition.
   *
   * @param inputs which topics the task must have read, by a name of the application
   */
  PartitionWatermark begin(Enum<?> inputs, int partition);

  /** For graphs that are fed by hand and so are never behind. */
  static PartitionWatermarks neverBehind() {
    return (inputs, partition) ->
        new PartitionWatermark() {
          @Override
          public void done(String topic, long offset) {}

          @Override
          public void hold(long from) {}

          @Override
          public void end() {}

          @Override
          public long watermark() {
            return Long.MAX_VALUE;
          }
        };
  }
}
