package renewals.producer.nonce;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What of the topic still matters: for each nonce of the last quarter of an hour the offset of its
 * first claim. A minute's nonces are forgotten together. Not thread-safe.
 *
 * <p>A nonce is known by 128 bits of its SHA-256: two fall together once in 10^20 times that a
 * million are held.
 */
final class UsedNonces {

  /** How long a nonce is kept after its signature was made. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final long MINUTE = 60;

  private final NavigableMap<Long, Map<NonceId, Long>> byMinute = new TreeMap<>();

  /** What names a nonce in the topic. */
  static byte[] keyOf(String keyId, String nonce) {
    return (keyId + "/" + nonce).getBytes(StandardCharsets.UTF_8);
  }

  /** Takes note of a claim, unless there was one before it. */
  void add(NonceId id, long created, long offset) {
    byMinute
        .computeIfAbsent(created / MINUTE, ignored -> new HashMap<>())
        .merge(id, offset, Math::min);
  }

  /** The first claim of a nonce, whenever its signature was made. */
  OptionalLong first(NonceId id) {
    return byMinute.values().stream()
        .map(minute -> minute.get(id))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .min();
  }

  /** Forgets what can't be claimed any more. */
  void forgetBefore(long now) {
    byMinute.headMap((now - KEPT.toSeconds()) / MINUTE).clear();
  }

  int size() {
    return byMinute.values().stream().mapToInt(Map::size).sum();
  }
}
