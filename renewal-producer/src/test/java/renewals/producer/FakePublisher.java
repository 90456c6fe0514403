package renewals.producer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import renewals.client.Acknowledgement;
import renewals.client.EventIds;
import renewals.client.EventPublisher;
import renewals.client.UnavailableException;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;

/** Takes events into memory, or answers as a test wants. */
public final class FakePublisher implements EventPublisher {

  private final List<SpecificRecord> taken = new CopyOnWriteArrayList<>();
  private final List<TraceContext> traces = new CopyOnWriteArrayList<>();
  private volatile Function<SpecificRecord, CompletableFuture<Acknowledgement>> answer =
      event -> CompletableFuture.completedFuture(acknowledge(event));

  @Override
  public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
    return answer.apply(event);
  }

  @Override
  public CompletableFuture<Acknowledgement> publishTraced(
      Optional<String> partyId, SpecificRecord event, TraceContext trace) {
    traces.add(trace);
    return publish(event);
  }

  /** The traces of what was taken, in order; nothing of what bears none. */
  public List<TraceContext> traces() {
    return traces;
  }

  /** What was taken, in order. */
  public List<SpecificRecord> taken() {
    return taken;
  }

  /** Takes nothing from now on. */
  public void goAway() {
    answer =
        event -> CompletableFuture.failedFuture(new UnavailableException("Kafka is away", null));
  }

  /** Answers with what a test completes. */
  public void answerWith(Function<SpecificRecord, CompletableFuture<Acknowledgement>> answers) {
    answer = answers;
  }

  /** Takes one event. */
  public Acknowledgement acknowledge(SpecificRecord event) {
    taken.add(event);
    String topic = EventType.of(event).topic().name();
    return new Acknowledgement(EventIds.of(event), topic, 3, taken.size() - 1L);
  }
}
