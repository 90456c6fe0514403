package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import renewals.activation.card.stream.CardLedgerReader;
import renewals.activation.card.stream.CardReportReader;
import renewals.activation.cardreport.codec.ReportFormat;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.query.state.LocalStateReader.Cards;
import renewals.activation.query.state.LocalStateReader.Seen;
import renewals.activation.query.state.StoredCard;
import renewals.schemas.query.QueryResponses;

/** What the stores say of a card that its carrier stopped before its first renewal here. */
class StoredCardTest {

  private static final String CARD = "8986001234567890123";
  private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

  private final KeyValueStore<String, byte[]> reports = store("reports");
  private final Cards cards =
      new Cards(
          new CardLedgerReader(store("cards"), store("ledger")), new CardReportReader(reports));

  private static KeyValueStore<String, byte[]> store(String name) {
    KeyValueStore<String, byte[]> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    made.init(new MockProcessorContext<>().getStateStoreContext(), made);
    return made;
  }

  private void stop(String carrierId) {
    CardStatusReport status =
        new CardStatusReport(
            carrierId, CARD, CardStatusReport.State.SUSPENDED, "RISK", null, NOW, 1);
    reports.put(CARD + "/" + carrierId, new ReportFormat().write(new Reported(null, status)));
  }

  @Test
  void shouldKnowByTheWordOfItsCarrierThatItIsStopped() {
    stop("cmcc");

    StoredCard read = StoredCard.of(cards, CARD, "cmcc");
    QueryResponses.Card answer =
        QueryResponseMapper.cardWithoutLedger(
            CARD, read.view(), read.reported(), NOW, new Seen(NOW, Seen.ACTIVE));

    assertThat(read.isKnown()).isTrue();
    assertThat(answer.status())
        .isEqualTo(new QueryResponses.CardStatus("SUSPENDED", "RISK", NOW.toString()));
    assertThat(answer.isInLedger()).isFalse();
  }

  @Test
  void shouldKnowNothingByTheWordOfACarrierThatHasNotReported() {
    stop("cmcc");

    assertThat(StoredCard.of(cards, CARD, "unicom").isKnown()).isFalse();
  }

  @Test
  void shouldTakeNobodysWordWhereNoCarrierIsAskedForAndNoRenewalNamesOne() {
    stop("cmcc");

    assertThat(StoredCard.of(cards, CARD, null).isKnown()).isFalse();
  }
}
