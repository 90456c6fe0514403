package renewals.notifier.domain.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Kind;

/**
 * In which order the platform tries channels.
 *
 * @param orders by kind; kinds that are not named go by every address at once
 * @param patience how long a channel has before the next is tried as well
 * @param isSmsSent whether there is a gateway for SMS
 * @param isTerminalShown whether terminals show states, beside what merchants are told
 */
public record ChannelOrders(
    Map<Kind, List<Channel>> orders,
    Duration patience,
    boolean isSmsSent,
    boolean isTerminalShown) {

  public ChannelOrders {
    orders = Map.copyOf(orders);
  }

  /** Where terminals show nothing. */
  public ChannelOrders(Map<Kind, List<Channel>> orders, Duration patience, boolean isSmsSent) {
    this(orders, patience, isSmsSent, false);
  }

  Optional<List<Channel>> of(Kind kind) {
    return Optional.ofNullable(orders.get(kind));
  }
}
