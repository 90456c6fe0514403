package renewals.producer.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.client.Acknowledgement;
import renewals.client.EventIds;
import renewals.client.EventPublisher;
import renewals.client.RefusedException;
import renewals.client.UnavailableException;
import renewals.parties.model.Objection;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.FactMemory;
import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;
import renewals.v1.PaymentEvent;

/**
 * Takes one event in: reads it, checks it, publishes it, counts it. Only so many are under way at
 * once; nothing queues without bound while Kafka is slow. Thread-safe.
 */
public final class Intake {

  /** The largest event, in bytes of JSON. */
  public static final int MOST_BYTES = Text.MOST_BYTES;

  private static final Duration WAIT_FOR_PLACE = Duration.ofSeconds(1);

  private final EventPublisher publisher;
  private final FactMemory memory;
  private final Clock clock;
  private final IntakeMetrics metrics;
  private final Semaphore places;
  private final CallbackChannels callbacks;

  /** An intake of a service that no channel calls back. */
  public Intake(
      EventPublisher publisher,
      FactMemory memory,
      Clock clock,
      MeterRegistry metrics,
      int mostUnderWay) {
    this(publisher, memory, clock, metrics, mostUnderWay, CallbackChannels.NONE);
  }

  /**
   * An intake.
   *
   * @param mostUnderWay how many events may wait for their acknowledgement at once
   * @param callbacks the channels that tell of payments themselves
   */
  public Intake(
      EventPublisher publisher,
      FactMemory memory,
      Clock clock,
      MeterRegistry metrics,
      int mostUnderWay,
      CallbackChannels callbacks) {
    this.publisher = publisher;
    this.memory = memory;
    this.clock = clock;
    this.metrics = new IntakeMetrics(metrics);
    this.places = new Semaphore(mostUnderWay);
    this.callbacks = callbacks;
  }

  /**
   * Takes in what a payment channel itself has told. Where another fact of its id is remembered, it
   * goes into the pipeline all the same: the rules judge it.
   *
   * @param speaker the channel's callback
   * @return the outcome; never completed exceptionally but for an error of ours
   */
  public CompletableFuture<Outcome> takeTold(Speaker speaker, PaymentEvent event) {
    return takeTold(speaker, event, null);
  }

  /**
   * The same of a notice that is traced.
   *
   * @param trace the span that takes it in, null for none
   */
  public CompletableFuture<Outcome> takeTold(
      Speaker speaker, PaymentEvent event, @Nullable TraceContext trace) {
    Optional<Objection> objection = speaker.objection(event, clock.instant());
    return objection.isPresent()
        ? counted(EventType.PAYMENT, new Outcome.Forbidden(objection.get()))
        : publish(speaker, EventType.PAYMENT, event, trace);
  }

  /**
   * Reads one text. Nothing is counted, remembered or published yet.
   *
   * @param implied the only type that is taken; null for any, which the text must name then
   */
  public Reading read(@Nullable EventType implied, Text text) {
    return Reading.of(implied, text, clock.instant());
  }

  /**
   * Takes in what was read.
   *
   * @param speaker who says it
   * @return the outcome; never completed exceptionally but for an error of ours
   */
  public CompletableFuture<Outcome> submit(Speaker speaker, Reading reading) {
    return submit(speaker, reading, null);
  }

  /**
   * The same of a request that is traced.
   *
   * @param trace the span that takes it in, null for none
   */
  public CompletableFuture<Outcome> submit(
      Speaker speaker, Reading reading, @Nullable TraceContext trace) {
    return switch (reading) {
      case Reading.Event event -> judge(speaker, event.type(), event.event(), trace);
      case Reading.Unusable unusable -> counted(unusable.type(), unusable.outcome());
    };
  }

  /** Whether it is the speaker's to say comes first: nobody learns of others' facts. */
  private CompletableFuture<Outcome> judge(
      Speaker speaker, EventType type, SpecificRecord event, @Nullable TraceContext trace) {
    Optional<Objection> objection = speaker.objection(event, clock.instant());
    if (objection.isPresent()) {
      return counted(type, new Outcome.Forbidden(objection.get()));
    }
    Optional<Violation> violation = callbacks.violation(event);
    if (violation.isPresent()) {
      return counted(type, new Outcome.Ambiguous(violation.get()));
    }
    return memory.contradicts(event)
        ? counted(type, new Outcome.Conflict(EventIds.of(event)))
        : publish(speaker, type, event, trace);
  }

  private CompletableFuture<Outcome> publish(
      Speaker speaker, EventType type, SpecificRecord event, @Nullable TraceContext trace) {
    if (!takePlace()) {
      return counted(type, new Outcome.Unavailable("too many events are under way"));
    }
    long begun = System.nanoTime();
    CompletableFuture<Outcome> outcome =
        given(speaker.partyId(), event, trace)
            .<Outcome>thenApply(where -> new Outcome.Accepted(where, Warnings.of(event)))
            .exceptionally(Intake::outcomeOf);
    return outcome
        .whenComplete((ignored, failure) -> places.release())
        .thenApply(
            done -> {
              if (done instanceof Outcome.Accepted) {
                memory.remember(event);
                metrics.acknowledged(type, Duration.ofNanos(System.nanoTime() - begun));
              }
              metrics.count(type, done);
              return done;
            });
  }

  private CompletableFuture<Acknowledgement> given(
      Optional<String> partyId, SpecificRecord event, @Nullable TraceContext trace) {
    return trace == null
        ? partyId
            .map(party -> publisher.publishFor(party, event))
            .orElseGet(() -> publisher.publish(event))
        : publisher.publishTraced(partyId, event, trace);
  }

  private boolean takePlace() {
    try {
      return places.tryAcquire(WAIT_FOR_PLACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Outcome outcomeOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case RefusedException refused -> new Outcome.Refused(refused.violations());
      case UnavailableException unavailable -> new Outcome.Unavailable(messageOf(unavailable));
      default -> throw new CompletionException(cause);
    };
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private CompletableFuture<Outcome> counted(@Nullable EventType type, Outcome outcome) {
    metrics.count(type, outcome);
    return CompletableFuture.completedFuture(outcome);
  }
}
