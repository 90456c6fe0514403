package renewals.notifier.domain;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At which addresses in force a merchant had a delivered notice, and how often he was told today
 * that one was replaced. Source: 7-partners, Contacts.
 *
 * @param marks by channel the mark of the address at which a notice was delivered
 * @param day on which he was told last of a replaced address, in his zone; null for never
 * @param told how many notices of that he had on that day
 */
public record ReachedAddresses(Map<Channel, String> marks, @Nullable LocalDate day, int told) {

  /** Of a merchant whom nothing has reached yet. */
  public static final ReachedAddresses NONE = new ReachedAddresses(Map.of(), null, 0);

  private static final int MOST_A_DAY = 3;

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
    return new ReachedAddresses(more, day, told);
  }

  /** The same without what those channels have reached: their addresses are no longer in force. */
  public ReachedAddresses without(List<Channel> replaced) {
    Map<Channel, String> left = new EnumMap<>(Channel.class);
    left.putAll(marks);
    left.keySet().removeAll(replaced);
    return new ReachedAddresses(left, day, told);
  }

  /** Those of the channels by which the replaced contact was reached. */
  public List<Channel> reached(Contact contact, List<Channel> channels) {
    return channels.stream()
        .filter(one -> contact.address(one).filter(to -> has(one, to.mark())).isPresent())
        .toList();
  }

  /** How many notices of replaced addresses he may still have on that day. */
  public int leftOn(LocalDate today) {
    return today.equals(day) ? Math.max(0, MOST_A_DAY - told) : MOST_A_DAY;
  }

  /** The same with so many more told on that day. */
  public ReachedAddresses told(LocalDate today, int more) {
    return new ReachedAddresses(marks, today, today.equals(day) ? told + more : more);
  }
}
