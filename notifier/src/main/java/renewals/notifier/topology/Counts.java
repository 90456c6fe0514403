package renewals.notifier.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import renewals.v1.ReceiptState;

/** What was read and what became of it. Every record read is exactly one of {@link Fate}. */
public final class Counts {

  /** What became of a record. */
  public enum Fate {
    APPLIED,
    DUPLICATE,
    FOR_OPERATORS,
    DEAD_LETTER
  }

  /** What happened besides. */
  public enum Event {
    /** A record waits for the registry; it is counted under its fate later. */
    PARKED,
    /** A contact came in through the wrong partition. */
    MISPLACED,
    /** A cause waits for a contact. */
    CONTACT_MISSING,
    /** A notice was composed. */
    COMPOSED,
    /** A notice was handed over again, as no answer came. */
    UNANSWERED,
    /** A sender had no room. */
    DEFERRED
  }

  private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
  private final Map<Event, Counter> events = new EnumMap<>(Event.class);
  private final Map<ReceiptState, Counter> receipts = new EnumMap<>(ReceiptState.class);

  public Counts(MeterRegistry registry) {
    for (Fate fate : Fate.values()) {
      fates.put(fate, counter(registry, "notifier.records", "fate", fate));
    }
    for (Event event : Event.values()) {
      events.put(event, counter(registry, "notifier.events", "event", event));
    }
    for (ReceiptState state : ReceiptState.values()) {
      receipts.put(state, counter(registry, "notifier.receipts", "state", state));
    }
  }

  void count(Fate fate) {
    of(fates, fate).increment();
  }

  void count(Event event) {
    of(events, event).increment();
  }

  void count(ReceiptState state) {
    of(receipts, state).increment();
  }

  /** How many records ended that way. */
  public long of(Fate fate) {
    return (long) of(fates, fate).count();
  }

  /** How often that happened. */
  public long of(Event event) {
    return (long) of(events, event).count();
  }

  private static <E> Counter of(Map<E, Counter> counters, E key) {
    Counter counter = counters.get(key);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + key);
    }
    return counter;
  }

  private static Counter counter(MeterRegistry registry, String name, String tag, Enum<?> value) {
    return registry.counter(name, tag, value.name().toLowerCase(Locale.ROOT));
  }
}
