package renewals.activation.announcement.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.state.StateStores;

/** The state stores of announcements: what each key and value is stands with who uses it. */
public final class AnnouncementStores {

  /** Those that cannot be judged yet: {@link renewals.streams.record.ParkedRecords}. */
  public static final String PARKED = "parked-announcements";

  /** The greatest revision of each, to judge the next by: {@link AnnouncementRegister}. */
  public static final String REGISTER = "announcement-register";

  /** The walk past a partition's cards that is under way: {@link AnnouncementWalks}. */
  public static final String WALK = "announcement-walk";

  /** Which merchants were told of which revisions: {@link TellOnceProcessor}. */
  public static final String TOLD = "told-announcements";

  /** Until when that is kept: {@link renewals.streams.timer.TimerStore}. */
  public static final String TOLD_UNTIL = "told-announcements-until";

  /** Those that have a part for each partition of cards. */
  public static final List<String> BESIDE_CARDS = List.of(WALK, TOLD, TOLD_UNTIL);

  private AnnouncementStores() {}

  /** That which cards share with announcements. */
  public static StoreBuilder<KeyValueStore<String, byte[]>> walk() {
    return StateStores.inMemory(WALK, Serdes.String());
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> register() {
    return StateStores.inMemory(REGISTER, Serdes.String());
  }

  static Set<StoreBuilder<?>> told() {
    return new LinkedHashSet<>(
        List.of(
            StateStores.onDisk(TOLD, Serdes.String()),
            StateStores.cached(TOLD_UNTIL, Serdes.ByteArray())));
  }
}
