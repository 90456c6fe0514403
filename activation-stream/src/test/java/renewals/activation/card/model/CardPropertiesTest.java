package renewals.activation.card.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.rules.Facts;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.InTheReferencesWords;
import renewals.activation.renewal.rules.ReferenceCard;
import renewals.activation.renewal.rules.RulePolicy;

/** Activations and reversals of one card in any order, against the reference ledger. */
class CardPropertiesTest {

  private static final String CARD_KEY = Facts.CARD.substring(0, 19);
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** An activation of renewal {@code number}, or its reversal. */
  record Booking(Duration after, int number, boolean reversal) {
    @Override
    public String toString() {
      return "%n  %s %s %d".formatted(after, reversal ? "reverse" : "activate", number);
    }
  }

  /** What a renewal brings to its card. */
  record Brought(Requested request, @Nullable Instant word) {
    @Override
    public String toString() {
      return "%n  %s %s of %s, told %s, word %s"
          .formatted(
              request.plan().validity(),
              request.plan().policy(),
              request.carrierId(),
              request.currentValidUntil(),
              word);
    }
  }

  @Provide
  Arbitrary<List<Brought>> renewals() {
    Arbitrary<Brought> brought =
        Combinators.combine(Histories.request("R"), Histories.tolds())
            .as((request, word) -> new Brought((Requested) request, word));
    return brought.list().ofSize(6);
  }

  @Provide
  Arbitrary<List<Booking>> bookings() {
    Arbitrary<Boolean> reversals = Arbitraries.of(false, false, true);
    return Combinators.combine(Histories.waits(), Arbitraries.integers().between(0, 5), reversals)
        .as(Booking::new)
        .list()
        .ofMaxSize(16);
  }

  /** The changes in their order; whoever is reversed before it was activated is left out. */
  private static List<CardChange> changes(List<Brought> renewals, List<Booking> bookings) {
    Map<Integer, CardChange> activations = new HashMap<>();
    List<CardChange> changes = new ArrayList<>();
    Instant now = Facts.START;
    for (Booking booking : bookings) {
      now = now.plus(booking.after());
      CardChange known = activations.get(booking.number());
      if (booking.reversal() && known != null) {
        changes.add(
            new CardChange(
                known.request(),
                known.n(),
                known.activation(),
                null,
                new CardChange.Reversal(now, CardChange.Reason.REFUND)));
      } else if (!booking.reversal()) {
        Brought brought = renewals.get(booking.number());
        activations.putIfAbsent(booking.number(), activation(brought, "R" + booking.number(), now));
        changes.add(activations.get(booking.number()));
      }
    }
    return changes;
  }

  private static CardChange activation(Brought brought, String renewalId, Instant at) {
    Requested of = brought.request();
    Requested request =
        new Requested(
            renewalId,
            of.channelId(),
            of.carrierId(),
            of.merchantId(),
            of.terminalId(),
            Facts.CARD,
            of.plan(),
            of.amountDue(),
            of.promotion(),
            of.currentValidUntil(),
            of.requestedAt());
    return new CardChange(request, 1, new Case.Usability(at, at, at), brought.word(), null);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void shouldGiveTheDatesThatTheReferenceLedgerGives(
      @ForAll("renewals") List<Brought> renewals, @ForAll("bookings") List<Booking> bookings) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    ReferenceCard reference = new ReferenceCard(Histories.TERMS);

    for (CardChange change : changes(renewals, bookings)) {
      assertThat(InTheReferencesWords.datesOf(pipeline.book(change)))
          .isEqualTo(reference.book(change));
      assertThat(pipeline.coverageOf(CARD_KEY).validUntil()).isEqualTo(reference.validUntil());
    }
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void shouldCoverAsIfWhatWasReversedHadNeverBeenActivated(
      @ForAll("renewals") List<Brought> renewals, @ForAll("bookings") List<Booking> bookings) {
    List<Brought> untold =
        renewals.stream().map(brought -> new Brought(silent(brought), brought.word())).toList();
    List<CardChange> changes = changes(untold, bookings);
    Set<String> reversed = new HashSet<>();
    for (CardChange change : changes) {
      if (change.reversedAt() != null) {
        reversed.add(change.activationId());
      }
    }
    InMemoryPipeline all = new InMemoryPipeline(Histories.TERMS);
    InMemoryPipeline withoutThem = new InMemoryPipeline(Histories.TERMS);

    changes.forEach(all::book);
    changes.stream()
        .filter(change -> !reversed.contains(change.activationId()))
        .forEach(withoutThem::book);

    assertThat(all.coverageOf(CARD_KEY)).isEqualTo(withoutThem.coverageOf(CARD_KEY));
  }

  private static Requested silent(Brought brought) {
    Requested of = brought.request();
    return Facts.request(of.renewalId(), 50, of.plan().validity(), of.plan().policy(), null);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void shouldChangeNothingWhenEverythingIsBookedAgain(
      @ForAll("renewals") List<Brought> renewals, @ForAll("bookings") List<Booking> bookings) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    List<CardChange> changes = changes(renewals, bookings);
    changes.forEach(pipeline::book);
    Coverage coverage = pipeline.coverageOf(CARD_KEY);
    List<LedgerEntry> ledger = pipeline.ledgerOf(CARD_KEY);

    assertThat(changes).allSatisfy(change -> assertThat(pipeline.book(change)).isNull());

    assertThat(pipeline.coverageOf(CARD_KEY)).isEqualTo(coverage);
    assertThat(pipeline.ledgerOf(CARD_KEY)).isEqualTo(ledger);
  }

  @Property(tries = 500)
  void shouldEndAsManyMonthsAfterTheFirstDayAsMonthsWereStacked(
      @ForAll @IntRange(min = 0, max = 730) int day,
      @ForAll @IntRange(min = 1, max = 36) int months) {
    LocalDate first = LocalDate.of(2027, 1, 1).plusDays(day);
    Instant start = first.atTime(LocalTime.NOON).atZone(SHANGHAI).toInstant();
    InMemoryPipeline pipeline = new InMemoryPipeline(RulePolicy.DEFAULT);

    for (int i = 0; i < months; i++) {
      Brought month = new Brought(Facts.request(), null);
      pipeline.book(activation(month, "R" + i, start));
    }

    assertThat(pipeline.coverageOf(CARD_KEY).validUntil())
        .isEqualTo(first.plusMonths(months).atTime(LocalTime.NOON).atZone(SHANGHAI).toInstant());
  }
}
