package renewals.notifier.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * At which addresses in force a merchant had a delivered notice, and how often he was told today of
 * his addresses. Source: 7-partners, Contacts.
 *
 * @param marks by channel the mark of the address at which a notice was delivered
 * @param replaced notices that an address was replaced, by his zone's days
 * @param standing contacts that brought an address which was told what holds, by his zone's days
 */
public record ReachedAddresses(
    Map<Channel, String> marks, DailyCount replaced, DailyCount standing) {

  /** Of a merchant whom nothing has reached yet. */
  public static final ReachedAddresses NONE =
      new ReachedAddresses(Map.of(), DailyCount.NONE, DailyCount.NONE);

  public ReachedAddresses {
    marks = Map.copyOf(marks);
  }

  /** Whether a notice was delivered at that address of that channel. */
  public boolean has(Channel channel, String mark) {
    return mark.equals(marks.get(channel));
  }

  /** The same, with a notice delivered there. */
  public ReachedAddresses with(Channel channel, String mark) {
    Map<Channel, String> more = new EnumMap<>(Channel.class);
    more.putAll(marks);
    more.put(channel, mark);
    return new ReachedAddresses(more, replaced, standing);
  }

  /** The same without what those channels have reached: their addresses are no longer in force. */
  public ReachedAddresses without(List<Channel> gone) {
    Map<Channel, String> left = new EnumMap<>(Channel.class);
    left.putAll(marks);
    left.keySet().removeAll(gone);
    return new ReachedAddresses(left, replaced, standing);
  }

  /** The same, with another count of notices that an address was replaced. */
  public ReachedAddresses withReplaced(DailyCount count) {
    return new ReachedAddresses(marks, count, standing);
  }

  /** The same, with another count of contacts after which was told what holds. */
  public ReachedAddresses withStanding(DailyCount count) {
    return new ReachedAddresses(marks, replaced, count);
  }

  /** Those of the channels by which the replaced contact was reached. */
  public List<Channel> reached(Contact contact, List<Channel> channels) {
    return channels.stream()
        .filter(one -> contact.address(one).filter(to -> has(one, to.mark())).isPresent())
        .toList();
  }
}
