package renewals.stack.sim.partner;

/**
 * Where a record stands, as whoever took it said.
 *
 * @param offset in its partition
 */
public record Place(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
