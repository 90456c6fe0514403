package renewals.activation.card.stream;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.cardreport.codec.ReportFormat;
import renewals.activation.cardreport.model.Reported;

/** Reads what carriers have reported of a partition's cards: key {@code <card>/<carrierId>}. */
public final class CardReportReader {

  private static final char SEPARATOR = '/';
  static final char AFTER_SEPARATOR = SEPARATOR + 1;

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final ReportFormat format = new ReportFormat();

  /** A reader of the store {@link CardStores#REPORTS}. */
  public CardReportReader(ReadOnlyKeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** What a carrier has reported of a card, null if it has not yet. */
  public @Nullable Reported find(String cardKey, String carrierId) {
    byte[] bytes = store.get(key(cardKey, carrierId));
    return bytes == null ? null : format.read(cardKey, carrierId, bytes);
  }

  static String key(String cardKey, String carrierId) {
    return cardKey + SEPARATOR + carrierId;
  }
}
