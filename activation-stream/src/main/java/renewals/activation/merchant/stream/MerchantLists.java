package renewals.activation.merchant.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import renewals.activation.merchant.codec.MerchantListFormat;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;

/**
 * Reads the renewals and cards of the merchants of a partition.
 *
 * @param renewals {@link MerchantStores#RENEWALS}
 * @param cards {@link MerchantStores#CARDS}
 */
public record MerchantLists(
    ReadOnlyKeyValueStore<String, byte[]> renewals, ReadOnlyKeyValueStore<String, byte[]> cards) {

  /** A renewal of the list. */
  public record Renewal(String renewalId, ListedRenewal listed) {}

  /** A card of the list; key: its first 19 characters. */
  public record Card(String key, ListedCard listed) {}

  /**
   * Some renewals of a merchant.
   *
   * @param next behind which renewalId to go on; empty at the end
   */
  public record Page(List<Renewal> renewals, String next) {}

  /** Whether anything is known of a merchant. */
  public boolean know(String merchantId) {
    try (KeyValueIterator<String, byte[]> first = of(renewals, merchantId, "")) {
      return first.hasNext();
    }
  }

  /** Whether a renewal is a merchant's. */
  public boolean has(String merchantId, String renewalId) {
    return renewals.get(MerchantStores.key(merchantId, renewalId)) != null;
  }

  /** All cards of a merchant that fit, in no order that means anything. */
  public List<Card> cards(String merchantId, Predicate<ListedCard> wanted) {
    List<Card> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = of(cards, merchantId, "")) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> next = all.next();
        ListedCard card = MerchantListFormat.readCard(next.value);
        if (wanted.test(card)) {
          found.add(new Card(MerchantStores.idOf(next.key), card));
        }
      }
    }
    return found;
  }

  /**
   * Renewals of a merchant that fit, in the order of their ids.
   *
   * @param behind the renewalId behind which to begin; empty for the first
   * @param most how many
   * @param mostRead how many are looked at
   */
  public Page renewals(
      String merchantId, String behind, Predicate<ListedRenewal> wanted, int most, int mostRead) {
    List<Renewal> found = new ArrayList<>();
    String last = behind;
    int read = 0;
    try (KeyValueIterator<String, byte[]> all = of(renewals, merchantId, behind)) {
      while (all.hasNext()) {
        if (found.size() == most || read == mostRead) {
          return new Page(found, last);
        }
        KeyValue<String, byte[]> next = all.next();
        String renewalId = MerchantStores.idOf(next.key);
        if (renewalId.equals(behind)) {
          continue;
        }
        read++;
        last = renewalId;
        ListedRenewal renewal = MerchantListFormat.readRenewal(next.value);
        if (wanted.test(renewal)) {
          found.add(new Renewal(renewalId, renewal));
        }
      }
    }
    return new Page(found, "");
  }

  private static KeyValueIterator<String, byte[]> of(
      ReadOnlyKeyValueStore<String, byte[]> store, String merchantId, String from) {
    return store.range(MerchantStores.key(merchantId, from), MerchantStores.end(merchantId));
  }
}
