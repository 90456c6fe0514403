package renewals.streams.routing;

/**
 * How Kafka Streams calls the nodes of a repartition: a processor that forwards by name has to know
 * the first of them. The golden file of a topology shows whether it still holds.
 */
public final class RepartitionNodes {

  private RepartitionNodes() {}

  /**
   * The node that takes records into a repartition.
   *
   * @param name as given to {@link org.apache.kafka.streams.kstream.Repartitioned#withName}
   */
  public static String entryOf(String name) {
    return name + "-repartition-filter";
  }
}
