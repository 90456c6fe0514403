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
 */
public record ChannelOrders(Map<Kind, List<Channel>> orders, Duration patience, boolean isSmsSent) {

  public ChannelOrders {
    orders = Map.copyOf(orders);
  }

  Optional<List<Channel>> of(Kind kind) {
    return Optional.ofNullable(orders.get(kind));
  }
}
