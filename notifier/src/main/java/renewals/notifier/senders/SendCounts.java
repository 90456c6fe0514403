package renewals.notifier.senders;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import renewals.v1.NoticeChannel;
import renewals.v1.SendOutcome;

/** What senders did. */
final class SendCounts {

  private final MeterRegistry registry;

  SendCounts(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A try ended. */
  void tried(NoticeChannel channel, SendOutcome outcome) {
    registry
        .counter("notifier.sends", "channel", name(channel), "outcome", name(outcome))
        .increment();
  }

  /** A notice was handed over again while, or after, it was tried here. */
  void repeated() {
    registry.counter("notifier.sends.repeated").increment();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
