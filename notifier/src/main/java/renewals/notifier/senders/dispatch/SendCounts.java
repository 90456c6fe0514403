package renewals.notifier.senders.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;
import renewals.v1.NoticeChannel;
import renewals.v1.SendOutcome;

/** What senders did. Names and labels stand in docs/metrics.md. */
public final class SendCounts {

  /** What notices are sent by. */
  private static final Set<NoticeChannel> CHANNELS =
      EnumSet.complementOf(EnumSet.of(NoticeChannel.OTHER));

  /** What our senders answer. */
  private static final Set<SendOutcome> ANSWERS =
      EnumSet.complementOf(EnumSet.of(SendOutcome.OTHER));

  private final MeterRegistry registry;
  private final Counter repeated;

  public SendCounts(MeterRegistry registry) {
    this.registry = registry;
    this.repeated =
        Counter.builder("renewals.notifier.sends.repeated")
            .description("Notices handed over again while, or after, they were tried")
            .register(registry);
    for (NoticeChannel channel : CHANNELS) {
      for (SendOutcome outcome : ANSWERS) {
        sends(channel, outcome);
      }
    }
  }

  /** A try ended. */
  void tried(NoticeChannel channel, SendOutcome outcome) {
    sends(channel, outcome).increment();
  }

  /** A notice was handed over again while, or after, it was tried here. */
  void repeated() {
    repeated.increment();
  }

  private Counter sends(NoticeChannel channel, SendOutcome outcome) {
    return Counter.builder("renewals.notifier.sends")
        .description("Tries, by channel and outcome")
        .tag("channel", channel.name())
        .tag("outcome", outcome.name())
        .register(registry);
  }
}
