package renewals.notifier.codec.state;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.DailyCount;
import renewals.notifier.domain.ReachedAddresses;
import renewals.notifier.domain.delivery.AddressHealth;

/** What is known of a merchant's addresses, as it is kept. No address stands in it. */
public final class AddressState {

  private static final int VERSION = 2;
  private static final int SINCE_STANDING = 2;

  private AddressState() {}

  /** The bytes to keep. */
  public static byte[] write(ReachedAddresses reached) {
    StateWriter out = new StateWriter(VERSION).count(reached.marks().size());
    new TreeMap<>(reached.marks()).forEach((channel, mark) -> out.text(channel.name()).text(mark));
    return count(count(out, reached.replaced()), reached.standing()).toBytes();
  }

  /** What was kept. */
  public static ReachedAddresses read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    Map<Channel, String> marks = new EnumMap<>(Channel.class);
    for (int left = in.count(); left > 0; left--) {
      marks.put(in.one(Channel.class), in.text());
    }
    DailyCount replaced = count(in);
    return new ReachedAddresses(
        marks, replaced, in.version() < SINCE_STANDING ? DailyCount.NONE : count(in));
  }

  private static StateWriter count(StateWriter out, DailyCount count) {
    LocalDate day = count.day();
    return out.text(day == null ? null : day.toString()).count(count.told());
  }

  private static DailyCount count(StateReader in) {
    String day = in.optionalText();
    return new DailyCount(day == null ? null : LocalDate.parse(day), in.count());
  }

  /** The bytes to keep of how a failing address is doing. */
  public static byte[] writeHealth(AddressHealth health) {
    return new StateWriter(VERSION)
        .text(health.mark())
        .time(health.failingSince())
        .time(health.failedLast())
        .time(health.pausedAt())
        .time(health.probedAt())
        .toBytes();
  }

  /** What was kept of that. */
  public static AddressHealth readHealth(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    return new AddressHealth(in.text(), in.time(), in.time(), in.optionalTime(), in.optionalTime());
  }
}
