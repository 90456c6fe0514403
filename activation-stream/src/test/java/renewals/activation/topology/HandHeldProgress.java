package renewals.activation.topology;

import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;

/** A partition that has read as far as a test says. */
final class HandHeldProgress implements PartitionWatermarks {

  /** In epoch milliseconds. */
  volatile long watermark = Long.MIN_VALUE;

  @Override
  public PartitionWatermark begin(Enum<?> inputs, int partition) {
    return new PartitionWatermark() {
      @Override
      public void done(String topic, long offset) {}

      @Override
      public void hold(long from) {}

      @Override
      public long watermark() {
        return watermark;
      }

      @Override
      public void end() {}
    };
  }
}
