package renewals.notifier.topology.output;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import renewals.notifier.domain.Channel;
import renewals.v1.ReceiptState;

/**
 * What was read and what became of it. Every record read is exactly one of {@link Fate}. Names and
 * labels stand in docs/metrics.md: names of the contract are written as it writes them, ours in
 * lower case.
 */
public final class Counts {

  /** What became of a record. */
  public enum Fate {
    APPLIED,
    DUPLICATE,
    FOR_OPERATORS,
    PASSED_OVER,
    DEAD_LETTER
  }

  /** What happened besides. */
  public enum Event {
    /** A record waits for the registry or a key; it is counted under its fate later. */
    PARKED,
    /** A record of any input came in through the wrong partition, and was moved. */
    MISPLACED,
    /** A trigger waits for a contact. */
    CONTACT_MISSING,
    /** A notice was composed. */
    COMPOSED,
    /** A notice was handed over again, as no answer came. */
    UNANSWERED,
    /** A sender had no room. */
    DEFERRED,
    /** A gateway may have taken a notice: no answer came. */
    ANSWER_LOST,
    /** A gateway reported before it was known which notice it took. */
    REPORT_EARLY,
    /** A gateway reported of what no notice is known to be. */
    REPORT_UNMATCHED,
    /** A gateway took a notice and never reported. */
    NO_REPORT,
    /** A channel was tried as those before it had failed or said nothing for long. */
    NEXT_CHANNEL,
    /** A merchant doesn't want to be told of what came in. */
    UNWANTED,
    /** The end of what was announced had come before a merchant could be told. */
    OVER,
    /** A trigger waits for a merchant's digest. */
    DIGESTED,
    /** A notice was tried again as somebody asked for it. */
    RESENT,
    /** A merchant was forgotten as somebody asked for it. */
    FORGOTTEN,
    /** A webhook address is asked to prove itself. */
    WEBHOOK_CHALLENGED,
    /** It has, or takes what has no link, which shows the same. */
    WEBHOOK_PROVEN,
    /** It hasn't: what waited for it is given up. */
    WEBHOOK_NOT_PROVEN,
    /** An address has failed for long, or is gone: it is tried seldom. */
    ADDRESS_PAUSED,
    /** It works again. */
    ADDRESS_RECOVERED
  }

  private static final String RECORDS_HELP = "Records read, by what became of them";
  private static final String EVENTS_HELP = "What happened besides, by event";

  /** What becomes of notices. */
  private static final Set<ReceiptState> GIVEN =
      EnumSet.of(
          ReceiptState.SENT,
          ReceiptState.DELIVERED,
          ReceiptState.RETRYING,
          ReceiptState.HELD,
          ReceiptState.SUPERSEDED,
          ReceiptState.UNDELIVERABLE);

  private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
  private final Map<Event, Counter> events = new EnumMap<>(Event.class);
  private final Map<Channel, Map<ReceiptState, Counter>> receipts = new EnumMap<>(Channel.class);

  public Counts(MeterRegistry registry) {
    for (Fate fate : Fate.values()) {
      fates.put(fate, counter(registry, "renewals.notifier.records", RECORDS_HELP, "fate", fate));
    }
    for (Event event : Event.values()) {
      events.put(event, counter(registry, "renewals.notifier.events", EVENTS_HELP, "event", event));
    }
    for (Channel channel : Channel.values()) {
      Map<ReceiptState, Counter> ofChannel = new EnumMap<>(ReceiptState.class);
      for (ReceiptState state : GIVEN) {
        ofChannel.put(
            state,
            Counter.builder("renewals.notifier.receipts")
                .description("Receipts written, by channel and state")
                .tag("channel", channel.name())
                .tag("state", state.name())
                .register(registry));
      }
      receipts.put(channel, ofChannel);
    }
  }

  public void count(Fate fate) {
    of(fates, fate).increment();
  }

  public void count(Event event) {
    of(events, event).increment();
  }

  public void count(Channel channel, ReceiptState state) {
    of(of(receipts, channel), state).increment();
  }

  /** How many records ended that way. */
  public long of(Fate fate) {
    return (long) of(fates, fate).count();
  }

  /** How often that happened. */
  public long of(Event event) {
    return (long) of(events, event).count();
  }

  private static <E, C> C of(Map<E, C> counters, E key) {
    C counter = counters.get(key);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + key);
    }
    return counter;
  }

  private static Counter counter(
      MeterRegistry registry, String name, String help, String tag, Enum<?> value) {
    return Counter.builder(name)
        .description(help)
        .tag(tag, value.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
