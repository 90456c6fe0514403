package renewals.producer.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventType;

/**
 * Counts what came in. What can be foreseen begins at 0, so that the first of a kind is a rise that
 * is seen. Names and labels stand in docs/metrics.md.
 */
final class IntakeMetrics {

  private static final String UNKNOWN = "unknown";
  private static final List<String> RESULTS =
      List.of("accepted", "refused", "too_large", "conflict", "forbidden", "unavailable");

  private final MeterRegistry registry;
  private final Map<String, Counter> events = new ConcurrentHashMap<>();
  private final Map<EventType, Timer> acknowledged = new ConcurrentHashMap<>();

  IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (EventType type : EventType.inputs()) {
      RESULTS.forEach(result -> events(type.wireName(), result));
      timer(type);
    }
    events(UNKNOWN, "refused");
    events(UNKNOWN, "too_large");
  }

  void count(@Nullable EventType type, Outcome outcome) {
    events(nameOf(type), resultOf(outcome)).increment();
  }

  /** How long an event took from being read to being acknowledged. */
  void acknowledged(EventType type, Duration took) {
    timer(type).record(took);
  }

  private Counter events(String type, String result) {
    return events.computeIfAbsent(
        type + "/" + result,
        key ->
            Counter.builder("renewals.intake.events")
                .description("Events, by what became of them")
                .tag("type", type)
                .tag("result", result)
                .register(registry));
  }

  private Timer timer(EventType type) {
    return acknowledged.computeIfAbsent(
        type,
        key ->
            Timer.builder("renewals.intake.ack")
                .description("From read to acknowledged by all in-sync replicas")
                .tag("type", type.wireName())
                .publishPercentileHistogram()
                .register(registry));
  }

  private static String nameOf(@Nullable EventType type) {
    return type == null ? UNKNOWN : type.wireName();
  }

  private static String resultOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> "accepted";
      case Outcome.Refused refused -> "refused";
      case Outcome.Ambiguous ambiguous -> "refused";
      case Outcome.TooLarge tooLarge -> "too_large";
      case Outcome.Conflict conflict -> "conflict";
      case Outcome.Forbidden forbidden -> "forbidden";
      case Outcome.Unavailable unavailable -> "unavailable";
    };
  }
}
