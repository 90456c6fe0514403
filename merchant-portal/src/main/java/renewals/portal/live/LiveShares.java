package renewals.portal.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many live pages there may be, all together and of whom. Who has used up his share asks again
 * instead; what is open stays open, so that two pages of one link don't push out each other in
 * turn.
 */
public final class LiveShares {

  private static final int OF_LINK = 8;
  private static final int OF_RENEWAL = 16;
  private static final int MERCHANTS = 20;
  private static final int NETWORKS = 10;

  private final Map<Share, Integer> most;
  private final Map<Taker, Integer> taken = new HashMap<>();

  /** Whose share it is. */
  public enum Share {
    ALL,
    LINK,
    RENEWAL,
    MERCHANT,
    NETWORK
  }

  /**
   * Who looks.
   *
   * @param link the link or pass that lets him in
   * @param merchantId whose renewal it is, empty if nobody can say just now
   * @param network where he is
   */
  public record Viewer(
      String renewalId, String link, Optional<String> merchantId, String network) {}

  private record Taker(Share share, String who) {}

  private LiveShares(Map<Share, Integer> most) {
    this.most = most;
  }

  /**
   * The shares of so many: 8 for a link or pass, 16 for a renewal, a twentieth of all for a
   * merchant and a tenth for a network, but not less than a renewal's.
   */
  public static LiveShares of(int all) {
    return new LiveShares(
        Map.of(
            Share.ALL, all,
            Share.LINK, OF_LINK,
            Share.RENEWAL, OF_RENEWAL,
            Share.MERCHANT, Math.max(OF_RENEWAL, all / MERCHANTS),
            Share.NETWORK, Math.max(OF_RENEWAL, all / NETWORKS)));
  }

  /** Takes one from each of a viewer's shares, or none of any: then the share that is used up. */
  public synchronized Optional<Share> take(Viewer viewer) {
    Optional<Share> full = full(viewer);
    if (full.isEmpty()) {
      takers(viewer).forEach(taker -> taken.merge(taker, 1, Integer::sum));
    }
    return full;
  }

  /** The first of a viewer's shares that is used up; empty if none is. */
  synchronized Optional<Share> full(Viewer viewer) {
    return takers(viewer).stream()
        .filter(taker -> taken.getOrDefault(taker, 0) >= most.getOrDefault(taker.share(), 0))
        .map(Taker::share)
        .findFirst();
  }

  /** Gives back what was taken. */
  synchronized void giveBack(Viewer viewer) {
    takers(viewer)
        .forEach(
            taker ->
                taken.computeIfPresent(
                    taker, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
  }

  /** How many are open. */
  public synchronized int open() {
    return taken.getOrDefault(new Taker(Share.ALL, ""), 0);
  }

  private static List<Taker> takers(Viewer viewer) {
    Taker all = new Taker(Share.ALL, "");
    Taker link = new Taker(Share.LINK, viewer.renewalId() + "/" + viewer.link());
    Taker renewal = new Taker(Share.RENEWAL, viewer.renewalId());
    Taker network = new Taker(Share.NETWORK, viewer.network());
    return viewer
        .merchantId()
        .map(id -> List.of(all, link, renewal, new Taker(Share.MERCHANT, id), network))
        .orElse(List.of(all, link, renewal, network));
  }
}
