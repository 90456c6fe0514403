package renewals.activation.merchant.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.state.StateStores;

/**
 * What is kept of merchants. Keys begin with the merchantId and a slash, which no merchantId has,
 * so that one merchant's lie side by side.
 */
public final class MerchantStores {

  /** {@code <merchantId>/<renewalId>}: {@link renewals.activation.merchant.model.ListedRenewal}. */
  public static final String RENEWALS = "merchant-renewals";

  /** {@code <merchantId>/<card>}: {@link renewals.activation.merchant.model.ListedCard}. */
  public static final String CARDS = "merchant-cards";

  /** Both. */
  public static final List<String> ALL = List.of(RENEWALS, CARDS);

  private static final char SEPARATOR = '/';

  /** What comes right behind the separator, so that no key is equal to it. */
  private static final char BEHIND = SEPARATOR + 1;

  private MerchantStores() {}

  /** The key of a renewal or a card. */
  static String key(String merchantId, String id) {
    return merchantId + SEPARATOR + id;
  }

  /** Where a merchant's keys end. */
  static String end(String merchantId) {
    return merchantId + BEHIND;
  }

  /** The renewalId or the card of a key. */
  static String idOf(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  static Set<StoreBuilder<?>> all() {
    return new LinkedHashSet<StoreBuilder<?>>(List.of(store(RENEWALS), store(CARDS)));
  }

  /** Several outputs of a renewal come within a commit: they are one record of the changelog. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return StateStores.cached(name, Serdes.String());
  }
}
