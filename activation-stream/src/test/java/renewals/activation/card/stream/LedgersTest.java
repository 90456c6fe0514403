package renewals.activation.card.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;

/** Where a card's ledger lies: the newest entries with the head, older ones apart. */
class LedgersTest {

  private static final String CARD = "8986004919330004146";
  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

  /** As version 1 wrote it: a head of one entry, which lies apart. */
  private static final String HEAD_IN_VERSION_1 =
      "0101c08de1bea96701ff8fa9fa13020102045231064d2d3106542d312838393836303034393139333330303034313436"
          + "3008636d63630661707000";

  /** Before plans were kept: the latest renewal is R1, the entry R0's. */
  private static final String LEDGER_OF_VERSION_2 =
      "020180e4d9bea9670002045231064d2d3106542d3128383938363030343931393333303030343134363008636d63630661"
          + "7070ff8fa9fa130200045230064d2d3106542d3128383938363030343931393333303030343134363008636d636306"
          + "617070042f310002010080a8d6b907000000008090a9fa13";

  private static final String ENTRY_OF_VERSION_1 =
      "0100045230064d2d3106542d3128383938363030343931393333303030343134363008636d63630661707080d4b0c49567"
          + "02010080a8d6b907000000008090a9fa13";

  private final KeyValueStore<String, byte[]> heads = store("cards");
  private final KeyValueStore<String, byte[]> older = store("card-ledger");
  private final Ledgers ledgers = new Ledgers(heads, older);

  private static KeyValueStore<String, byte[]> store(String name) {
    MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    KeyValueStore<String, byte[]> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    made.init(context.getStateStoreContext(), made);
    return made;
  }

  private static LatestRenewal renewal(int number) {
    return new LatestRenewal(
        "R" + number, "M-1", "T-1", "89860049193300041460", "cmcc", "app", "p1");
  }

  private static LedgerEntry entry(int number) {
    Instant at = START.plus(Duration.ofDays(number));
    return new LedgerEntry(
        "R" + number + "/1",
        number,
        renewal(number),
        at,
        new Period(1, Period.Unit.MONTHS),
        Plan.Policy.STACK,
        1_000,
        null,
        null,
        false,
        at,
        at.plus(Duration.ofDays(30)));
  }

  private static Card head(int entries) {
    Instant until = START.plus(Duration.ofDays(30L * entries));
    return new Card(new Coverage(until, null), entries, renewal(entries - 1), START);
  }

  private static List<LedgerEntry> firstEntries(int count) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      entries.add(entry(number));
    }
    return entries;
  }

  private void book(int count) {
    for (int number = 0; number < count; number++) {
      ledgers.open(CARD).save(head(number + 1), List.of(entry(number)));
    }
  }

  @Test
  void shouldKeepAFewEntriesWithTheHead() {
    book(StoredLedger.MOST);

    assertThat(ledgers.open(CARD).entries()).isEqualTo(firstEntries(StoredLedger.MOST));
    assertThat(older.approximateNumEntries()).isZero();
  }

  @Test
  void shouldMoveTheOldestEntriesOut() {
    book(StoredLedger.MOST + 3);

    assertThat(ledgers.open(CARD).entries()).isEqualTo(firstEntries(StoredLedger.MOST + 3));
    assertThat(older.approximateNumEntries()).isEqualTo(3);
  }

  @Test
  void shouldFindAnEntryThatWasMovedOut() {
    book(StoredLedger.MOST + 1);

    assertThat(ledgers.open(CARD).entry("R0/1", entry(0).activatedAt())).isEqualTo(entry(0));
  }

  @Test
  void shouldNotTakeALaterActivationOfTheSameNumberForTheSame() {
    book(1);

    assertThat(ledgers.open(CARD).entry("R0/1", entry(0).activatedAt().plusMillis(1))).isNull();
  }

  @Test
  void shouldChangeEntriesWhereverTheyLie() {
    int all = StoredLedger.MOST + 1;
    book(all);
    Instant other = START.plus(Duration.ofDays(400));
    List<LedgerEntry> changed = new ArrayList<>();
    for (LedgerEntry one : firstEntries(all)) {
      changed.add(
          new LedgerEntry(
              one.activationId(),
              one.sequence(),
              one.renewal(),
              one.activatedAt(),
              one.validity(),
              one.policy(),
              one.dataBytes(),
              one.told(),
              one.carriersWord(),
              one.sequence() == 0,
              one.validFrom(),
              other));
    }

    ledgers.open(CARD).save(head(all), changed);

    assertThat(ledgers.open(CARD).entries()).isEqualTo(changed);
  }

  @Test
  void shouldGoOnWithALedgerOfVersion1() {
    heads.put(CARD, HexFormat.of().parseHex(HEAD_IN_VERSION_1));
    older.put(
        CardLedgerReader.key(CARD, "R0/1", entry(0).activatedAt()),
        new CardFormat().write(entry(0)));

    ledgers.open(CARD).save(head(2), List.of(entry(1)));

    assertThat(ledgers.open(CARD).entries()).isEqualTo(firstEntries(2));
    assertThat(ledgers.open(CARD).entry("R0/1", entry(0).activatedAt())).isEqualTo(entry(0));
  }

  @Test
  void shouldKnowNoPlanOfWhatWasBookedBeforePlansWereKept() {
    heads.put(CARD, HexFormat.of().parseHex(LEDGER_OF_VERSION_2));

    assertThat(ledgers.open(CARD).head().latest().planId()).isNull();

    ledgers.open(CARD).save(head(2), List.of(entry(1)));
    assertThat(ledgers.open(CARD).entries())
        .extracting(entry -> entry.renewal().planId())
        .containsExactly(null, "p1");
    assertThat(new CardFormat().readEntry("R0/1", HexFormat.of().parseHex(ENTRY_OF_VERSION_1)))
        .extracting(entry -> entry.renewal().channelId(), entry -> entry.renewal().planId())
        .containsExactly("app", null);
  }

  @Test
  void shouldReadALedgerForReportsOnceItIsAskedFor() {
    LedgerView view = ledgers.view(CARD);
    book(1);

    assertThat(view.latest()).isEqualTo(renewal(0));
    book(2);
    assertThat(view.latest()).isEqualTo(renewal(0));
    assertThat(ledgers.view(CARD).newest()).isEqualTo(firstEntries(2));
  }
}
