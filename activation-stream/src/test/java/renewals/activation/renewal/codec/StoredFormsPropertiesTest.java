package renewals.activation.renewal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.Facts;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.Histories.Step;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.schemas.trace.TraceContext;

/** Whatever state a history leads to, it is read back from its stored form as it was. */
class StoredFormsPropertiesTest {

  private static final TraceContext TRACE = new TraceContext(1, -2, 3, (byte) 1);

  private final CaseFormat cases = new CaseFormat();
  private final CardFormat cards = new CardFormat();

  @Provide
  Arbitrary<List<Step>> anything() {
    return Histories.anything();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void shouldReadBackEveryCaseCardAndLedgerEntryAsItWas(@ForAll("anything") List<Step> history) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    Instant now = Facts.START;
    for (Step step : history) {
      now = now.plus(step.after());
      pipeline.advanceTo(now);
      if (step.fact() != null) {
        pipeline.take(step.fact(), now);
      }
      assertReadBack(pipeline);
    }
    for (InMemoryPipeline.Step step : pipeline.steps()) {
      if (step.change() != null) {
        assertThat(cards.readInput(cards.write(step.change())))
            .isEqualTo(new CardInput.Change(step.change()));
      }
    }
  }

  private void assertReadBack(InMemoryPipeline pipeline) {
    for (String renewalId : pipeline.renewals()) {
      Case kept = pipeline.caseOf(renewalId);
      assertThat(cases.read(renewalId, cases.write(kept))).isEqualTo(kept);
      byte[] traced = cases.write(kept, TRACE);
      assertThat(cases.read(renewalId, traced)).isEqualTo(kept);
      assertThat(CaseFormat.traceOf(traced)).isEqualTo(TRACE);
    }
    for (String cardKey : pipeline.cards()) {
      Card head = pipeline.headOf(cardKey);
      List<LedgerEntry> entries = pipeline.ledgerOf(cardKey);
      int from = Math.max(0, entries.size() - StoredLedger.MOST);
      StoredLedger ledger = new StoredLedger(head, entries.subList(from, entries.size()));
      assertThat(cards.readLedger(cards.write(ledger))).isEqualTo(ledger);
      for (LedgerEntry entry : entries) {
        assertThat(cards.readEntry(entry.activationId(), cards.write(entry))).isEqualTo(entry);
      }
    }
  }
}
