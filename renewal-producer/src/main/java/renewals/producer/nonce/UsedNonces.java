package renewals.producer.nonce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the topic still matters: the nonces of the last quarter of an hour. A minute's nonces are
 * forgotten together. Not thread-safe.
 */
final class UsedNonces {

  /** How long a nonce is kept after its signature was made. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final long MINUTE = 60;

  private final Set<NonceId> known = new HashSet<>();
  private final NavigableMap<Long, List<NonceId>> byMinute = new TreeMap<>();

  /** Takes note of a claim; whether it was the nonce's first. */
  boolean add(NonceClaim claim) {
    boolean first = known.add(claim.id());
    if (first) {
      byMinute
          .computeIfAbsent(claim.created() / MINUTE, ignored -> new ArrayList<>())
          .add(claim.id());
    }
    return first;
  }

  /** Whether a nonce has been claimed, whenever its signature was made. */
  boolean contains(NonceId id) {
    return known.contains(id);
  }

  /** Forgets what can't be claimed any more. */
  void forgetBefore(long now) {
    NavigableMap<Long, List<NonceId>> old =
        byMinute.headMap((now - KEPT.toSeconds()) / MINUTE, false);
    old.values().forEach(nonces -> nonces.forEach(known::remove));
    old.clear();
  }

  int size() {
    return known.size();
  }
}
