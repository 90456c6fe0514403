package renewals.activation.card.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.state.StateStores;

/** The state stores of cards: what each key and value is stands with the class that uses it. */
public final class CardStores {

  /** Head and newest entries of a card's ledger by card: {@link CardLedgerReader}. */
  public static final String CARDS = "cards";

  /** Older entries of a card's ledger: {@link CardLedgerReader}. */
  public static final String LEDGER = "card-ledger";

  /** When a reminder of a card's expiry is due: {@link renewals.streams.timer.TimerStore}. */
  public static final String REMINDERS = "reminders";

  /** What carriers have reported of cards: {@link CardReportReader}. */
  public static final String REPORTS = "card-reports";

  /** Reports that cannot be judged yet: {@link renewals.streams.record.ParkedRecords}. */
  public static final String PARKED = "parked-reports";

  /** All of them; each has a part for each partition of cards. */
  public static final List<String> ALL = List.of(CARDS, REMINDERS, LEDGER, REPORTS, PARKED);

  /** Those that ledgers and reports of cards share. */
  public static final List<String> SHARED = List.of(CARDS, LEDGER, REPORTS);

  private CardStores() {}

  /**
   * Makes those of {@link #SHARED}.
   *
   * @param mostBytes how much memory the cards of a partition that changed last may use
   */
  public static Set<StoreBuilder<?>> shared(long mostBytes) {
    return new LinkedHashSet<>(
        List.of(
            StateStores.writeBehind(CARDS, mostBytes),
            StateStores.onDisk(LEDGER, Serdes.String()),
            StateStores.onDisk(REPORTS, Serdes.String())));
  }

  static Set<StoreBuilder<?>> ofLedgers() {
    return Set.of(StateStores.cached(REMINDERS, Serdes.ByteArray()));
  }

  static Set<StoreBuilder<?>> ofReports() {
    return Set.of(StateStores.inMemory(PARKED, Serdes.ByteArray()));
  }
}
