package renewals.stack.sim.truth;

import java.util.List;
import java.util.Set;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Merchants;

/**
 * By which channels a merchant must be told of something, by the rules' text alone.
 *
 * @param channels those that he has an address for, in the order in which they are tried
 * @param atOnce how many of them don't wait for others
 */
public record ChannelTruth(List<String> channels, int atOnce) {

  private static final Set<String> URGENT =
      Set.of(
          "REJECTED",
          "REVERSED",
          "PAYMENT_FAILED",
          "REFUND_DUE",
          "REFUNDED",
          "CARD_SUSPENDED",
          "CARD_CLOSED",
          "DATA_USED_UP");

  private static final int URGENT_AT_ONCE = 2;

  public ChannelTruth {
    channels = List.copyOf(channels);
  }

  /** Of a kind, such as {@code PAID} or {@code ACTIVATED}. */
  public static ChannelTruth of(String kind, Merchant merchant) {
    List<String> addressed = merchant.channels();
    List<String> order =
        merchant
            .preferences()
            .getOrDefault(kind, Merchants.PLATFORMS_ORDERS.getOrDefault(kind, List.of()));
    if (order.isEmpty()) {
      return new ChannelTruth(addressed, addressed.size());
    }
    List<String> tried = order.stream().filter(addressed::contains).toList();
    int first = URGENT.contains(kind) ? URGENT_AT_ONCE : 1;
    return new ChannelTruth(tried, Math.min(first, tried.size()));
  }
}
