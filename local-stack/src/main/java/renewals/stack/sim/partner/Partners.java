package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How channels and carriers behave towards the pipeline.
 *
 * @param intakes base URLs of the producer's instances; each event goes to any of them
 * @param patience how long they try until they take an event as refused
 * @param answer how long they wait for one answer
 * @param atOnce how many events they have under way over HTTP
 * @param files whether some send a file; else these write to Kafka
 * @param witness is told of each acknowledgement
 * @param tokens what each shows the intake, by channelId and carrierId, and {@code
 *     merchant-contact} for who introduces merchants, {@code announcement} for who announces; empty
 *     where nobody asks
 */
public record Partners(
    List<String> intakes,
    Duration patience,
    Duration answer,
    int atOnce,
    boolean files,
    SendListener witness,
    Map<String, String> tokens) {

  public Partners {
    intakes = List.copyOf(intakes);
    tokens = Map.copyOf(tokens);
  }

  /** As they are while nothing fails: ten seconds' patience, one intake. */
  public static Partners of(String intake) {
    return new Partners(
        List.of(intake),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        64,
        true,
        (renewalId, what, place) -> {},
        Map.of());
  }

  /** The same, with what they show the intake. */
  public Partners with(Map<String, String> others) {
    return new Partners(intakes, patience, answer, atOnce, files, witness, others);
  }

  /** What whoever says an event shows; empty where nobody asks. */
  Optional<String> tokenFor(JsonNode event) {
    return Stream.of(
            event.path("channelId").asText(),
            event.path("carrierId").asText(),
            event.path("type").asText())
        .flatMap(who -> Optional.ofNullable(tokens.get(who)).stream())
        .findFirst();
  }

  /** Without tokens. */
  @Override
  public String toString() {
    return "Partners%s".formatted(intakes);
  }
}
