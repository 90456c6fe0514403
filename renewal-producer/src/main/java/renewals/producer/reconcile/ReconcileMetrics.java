package renewals.producer.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import renewals.schemas.reconcile.ReconcileDue.State;

/** Counts questions to payment channels. What can be foreseen begins at 0. */
public final class ReconcileMetrics {

  private final MeterRegistry meters;

  /** What an answer said. */
  enum Result {
    /** Facts. */
    TOLD,
    /** That no money has moved. */
    NO_EVENT,
    /** That there is no such order. */
    NOT_FOUND,
    /** That something happened, and not what. */
    UNKNOWN,
    /** Nothing: there was no answer, or an error. */
    FAILED,
    /** Nothing that is proved. */
    UNPROVEN,
    /** Something of another merchant, or in another form. */
    NOT_OURS
  }

  public ReconcileMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Shows how many are due in each state, and for how many more there is room. */
  public void show(ToLongFunction<State> counts, IntSupplier room) {
    Gauge.builder("renewals.reconcile.room", room::getAsInt)
        .description("How many more renewals are followed before requests wait unread")
        .register(meters);
    for (State state : State.values()) {
      Gauge.builder("renewals.reconcile.due", () -> counts.applyAsLong(state))
          .description("Renewals of which a payment channel is still to be asked, or in vain")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  void begin(String channelId) {
    for (Result result : Result.values()) {
      answers(channelId, result);
    }
  }

  void count(String channelId, Result result) {
    answers(channelId, result).increment();
  }

  private Counter answers(String channelId, Result result) {
    return Counter.builder("renewals.reconcile.answers")
        .description("Questions to payment channels, by what the answer said")
        .tag("channel", channelId)
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }
}
