package renewals.stack.sim.partner;

import java.time.Duration;
import java.util.List;

/**
 * How channels and carriers behave towards the pipeline.
 *
 * @param intakes base URLs of the producer's instances; each event goes to any of them
 * @param patience how long they try until they take an event as refused
 * @param answer how long they wait for one answer
 * @param atOnce how many events they have under way over HTTP
 * @param files whether some send a file; else these write to Kafka
 * @param witness is told of each acknowledgement
 */
public record Partners(
    List<String> intakes,
    Duration patience,
    Duration answer,
    int atOnce,
    boolean files,
    SendListener witness) {

  /** As they are while nothing fails: ten seconds' patience, one intake. */
  public static Partners of(String intake) {
    return new Partners(
        List.of(intake),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        64,
        true,
        (renewalId, what, place) -> {});
  }
}
