package renewals.activation.topology;

/** A partition that has read as far as a test says. */
final class HandHeldProgress implements ReadProgress {

  /** In epoch milliseconds. */
  volatile long readUpTo = Long.MIN_VALUE;

  @Override
  public OfPartition begin(Inputs inputs, int partition) {
    return new OfPartition() {
      @Override
      public void done(String topic, long offset) {}

      @Override
      public long readUpTo() {
        return readUpTo;
      }

      @Override
      public void end() {}
    };
  }
}
