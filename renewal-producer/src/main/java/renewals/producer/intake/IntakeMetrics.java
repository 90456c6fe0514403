package renewals.producer.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventType;

/**
 * Counts what came in. Names are public: {@code intake.events} by type and result, {@code
 * intake.ack} by type.
 */
final class IntakeMetrics {

  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;

  IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(@Nullable EventType type, Outcome outcome) {
    registry
        .counter("intake.events", "type", nameOf(type), "result", resultOf(outcome))
        .increment();
  }

  /** How long an event took from being read to being acknowledged. */
  void acknowledged(EventType type, Duration took) {
    Timer.builder("intake.ack")
        .tag("type", nameOf(type))
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }

  private static String nameOf(@Nullable EventType type) {
    return type == null ? UNKNOWN : type.wireName();
  }

  private static String resultOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> "accepted";
      case Outcome.Refused refused -> "refused";
      case Outcome.TooLarge tooLarge -> "too-large";
      case Outcome.Conflict conflict -> "conflict";
      case Outcome.Unavailable unavailable -> "unavailable";
    };
  }
}
