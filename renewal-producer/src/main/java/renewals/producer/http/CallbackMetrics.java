package renewals.producer.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import renewals.producer.http.ChannelReply.Result;

/** Counts the notices of payment channels. What can be foreseen begins at 0. */
final class CallbackMetrics {

  private final MeterRegistry meters;

  CallbackMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void begin(String channelId) {
    for (Result result : Result.values()) {
      notices(channelId, result);
    }
    answers(channelId);
  }

  void count(String channelId, Result result, Duration took) {
    notices(channelId, result).increment();
    answers(channelId).record(took);
  }

  private Counter notices(String channelId, Result result) {
    return Counter.builder("renewals.callback.notices")
        .description("Notices of payment channels, by what became of them")
        .tag("channel", channelId)
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private Timer answers(String channelId) {
    return Timer.builder("renewals.callback.answer")
        .description("From the head of a notice to its answer")
        .tag("channel", channelId)
        .publishPercentileHistogram()
        .register(meters);
  }
}
