package renewals.activation.announcement.stream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.codec.AnnouncementFormat.Place;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.AnnouncementWalk;

/**
 * The walk past a partition's cards that is under way, if there is one. It survives a restart. Its
 * place lies under a key of its own, and each announcement under {@code for/<announcementId>}, or
 * {@code next/…} for the next round, so that a step writes little and no value outgrows a changelog
 * record.
 */
public final class AnnouncementWalks {

  private static final String PLACE = "walk";
  private static final String NOW = "for/";
  private static final String NEXT = "next/";

  private final KeyValueStore<String, byte[]> store;
  private final AnnouncementFormat format = new AnnouncementFormat();

  /** The walks of the store {@link AnnouncementStores#WALK}. */
  public AnnouncementWalks(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** The walk under way, null if there is none. */
  public @Nullable AnnouncementWalk find() {
    byte[] bytes = store.get(PLACE);
    if (bytes == null) {
      return null;
    }
    Place place = format.readPlace(bytes);
    return new AnnouncementWalk(
        all(NOW, place.announced()), place.reached(), all(NEXT, place.next()));
  }

  /** Has the cards looked at for an announcement. */
  public void join(Announced announced) {
    AnnouncementWalk before = find();
    save(before, AnnouncementWalk.joined(before, announced));
  }

  /** The walk has come further: what it looks for is as it was. */
  void moved(AnnouncementWalk walk) {
    store.put(PLACE, format.writePlace(walk));
  }

  /** Writes a walk in the place of another, either null for none. */
  void save(@Nullable AnnouncementWalk before, @Nullable AnnouncementWalk after) {
    Set<String> gone = new HashSet<>(keys(before));
    gone.removeAll(keys(after));
    gone.forEach(store::delete);
    if (after == null) {
      store.delete(PLACE);
      return;
    }
    after.announced().forEach(one -> store.put(key(NOW, one), format.write(one)));
    after.next().forEach(one -> store.put(key(NEXT, one), format.write(one)));
    moved(after);
  }

  private static List<String> keys(@Nullable AnnouncementWalk walk) {
    return walk == null
        ? List.of()
        : Stream.concat(
                walk.announced().stream().map(one -> key(NOW, one)),
                walk.next().stream().map(one -> key(NEXT, one)))
            .toList();
  }

  private static String key(String round, Announced announced) {
    return round + announced.announcement().announcementId();
  }

  private List<Announced> all(String round, List<String> announcementIds) {
    return announcementIds.stream().map(id -> format.readAnnounced(store.get(round + id))).toList();
  }
}
