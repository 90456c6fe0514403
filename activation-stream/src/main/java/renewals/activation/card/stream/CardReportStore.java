package renewals.activation.card.stream;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.cardreport.codec.ReportFormat;
import renewals.activation.cardreport.model.Reported;

/** What carriers have reported of a partition's cards, to read and to write. */
final class CardReportStore {

  private final KeyValueStore<String, byte[]> store;
  private final CardReportReader reader;
  private final ReportFormat format = new ReportFormat();

  CardReportStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
    this.reader = new CardReportReader(store);
  }

  /** What a carrier has reported of a card, null if it has not yet. */
  @Nullable Reported find(String cardKey, String carrierId) {
    return reader.find(cardKey, carrierId);
  }

  /** All carriers that have reported of a card. */
  Set<String> reporters(String cardKey) {
    String before = CardReportReader.key(cardKey, "");
    Set<String> carriers = new HashSet<>();
    try (KeyValueIterator<String, byte[]> found =
        store.range(before, cardKey + CardReportReader.AFTER_SEPARATOR)) {
      while (found.hasNext()) {
        carriers.add(found.next().key.substring(before.length()));
      }
    }
    return carriers;
  }

  void save(String cardKey, String carrierId, Reported reported) {
    store.put(CardReportReader.key(cardKey, carrierId), format.write(reported));
  }
}
