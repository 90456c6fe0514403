package renewals.notifier.domain.delivery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;

/**
 * By which channels something is told. Source: rules, "What a merchant is told".
 *
 * @param channels those to try, in this order; none where he refused the kind
 * @param atOnce how many of them go at once; each other one when those before it have failed, or
 *     have said nothing for long
 */
public record ChannelPlan(List<Channel> channels, int atOnce) {

  private static final int URGENT_AT_ONCE = 2;

  /** Where nobody has said an order. */
  private static final List<Channel> ALL =
      List.of(Channel.WEBHOOK, Channel.EMAIL, Channel.ROBOT, Channel.SMS);

  public ChannelPlan {
    channels = List.copyOf(channels);
  }

  /**
   * The plan for a merchant who has an address: his own order, else the platform's, else every
   * address at once. A channel without an address is left out. So is SMS where there is no gateway
   * and another channel is left. Where none of an order is left its first stays, so that it is on
   * the list of what didn't arrive.
   */
  public static ChannelPlan of(Kind kind, Contact contact, ChannelOrders orders) {
    Optional<List<Channel>> order =
        contact
            .wishes()
            .channelsFor(kind)
            .or(() -> orders.of(kind))
            .flatMap(wished -> besideTerminals(wished, orders));
    if (order.isEmpty()) {
      List<Channel> reached = usable(ALL, contact, orders);
      return new ChannelPlan(reached, reached.size());
    }
    List<Channel> usable = usable(order.get(), contact, orders);
    List<Channel> tried = usable.isEmpty() ? order.get().stream().limit(1).toList() : usable;
    return new ChannelPlan(tried, Math.min(tried.size(), kind.isUrgent() ? URGENT_AT_ONCE : 1));
  }

  /**
   * Terminals show what they show whatever anybody wishes, so they are no channel to wait for; who
   * names nothing else has said no order.
   */
  private static Optional<List<Channel>> besideTerminals(
      List<Channel> wished, ChannelOrders orders) {
    if (!orders.isTerminalShown() || !wished.contains(Channel.TERMINAL)) {
      return Optional.of(wished);
    }
    return Optional.of(wished.stream().filter(one -> one != Channel.TERMINAL).toList())
        .filter(others -> !others.isEmpty());
  }

  private static List<Channel> usable(List<Channel> order, Contact contact, ChannelOrders orders) {
    List<Channel> addressed =
        order.stream().distinct().filter(one -> contact.address(one).isPresent()).toList();
    if (orders.isSmsSent() || addressed.size() == 1) {
      return addressed;
    }
    return addressed.stream().filter(one -> one != Channel.SMS).toList();
  }

  /** Whether the merchant doesn't want to be told. */
  public boolean isRefused() {
    return channels.isEmpty();
  }

  /** Whether he has no address for any channel of the order, whose first is left. */
  public boolean isUnreachable(Contact contact) {
    return channels.stream().noneMatch(channel -> contact.address(channel).isPresent());
  }

  /** The same by the other channels that he has an address for. */
  public ChannelPlan without(Channel channel, Contact contact) {
    List<Channel> others =
        channels.stream()
            .filter(one -> one != channel && contact.address(one).isPresent())
            .toList();
    return new ChannelPlan(others, isOrdered() ? Math.min(atOnce, others.size()) : others.size());
  }

  /** Whether some wait for others. */
  public boolean isOrdered() {
    return atOnce < channels.size();
  }

  /** Those that go at once. */
  public Stream<Channel> first() {
    return channels.stream().limit(atOnce);
  }
}
