package renewals.cli.topics;

/**
 * What was found or done of a topic.
 *
 * @param created whether it was made now; else it was there and has been verified
 */
public record TopicState(String topic, int partitions, boolean created) {

  /** One line for people. */
  @Override
  public String toString() {
    return "%-20s %3d partitions  %s"
        .formatted(topic, partitions, created ? "created" : "verified");
  }
}
