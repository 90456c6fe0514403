package renewals.producer.nonce;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import renewals.producer.domain.UnavailableException;

/**
 * NonceClaims that wait until the topic has been read past them: then it is known whether another
 * came first. Thread-safe.
 */
final class NonceClaims {

  /** Signatures of machines whose clocks run ahead. */
  private static final long MOST_AHEAD = 600;

  private final Clock clock;
  private final UsedNonces used = new UsedNonces();
  private final Map<Integer, Long> readTo = new HashMap<>();
  private final Map<Integer, NavigableMap<Long, Waiting>> waiting = new HashMap<>();

  private record Waiting(NonceId id, CompletableFuture<Boolean> outcome) {}

  NonceClaims(Clock clock) {
    this.clock = clock;
  }

  /** Whether a nonce is known to be used. */
  synchronized boolean isUsed(NonceId id) {
    return used.first(id).isPresent();
  }

  /** Takes note of what the topic holds. */
  synchronized void add(NonceId id, long created, long offset) {
    long now = clock.instant().getEpochSecond();
    if (created >= now - UsedNonces.KEPT.toSeconds() && created <= now + MOST_AHEAD) {
      used.add(id, created, offset);
    }
  }

  /** Takes note that a partition has been read up to an offset, which is the next one. */
  synchronized void readUpTo(int partition, long next) {
    readTo.put(partition, next);
    used.forgetBefore(clock.instant().getEpochSecond());
    NavigableMap<Long, Waiting> known = waiting.get(partition);
    if (known != null) {
      Map<Long, Waiting> passed = known.headMap(next);
      passed.forEach((offset, claim) -> claim.outcome().complete(isFirst(claim.id(), offset)));
      passed.clear();
    }
  }

  /** Whether the claim at an offset was the first of its nonce, as soon as that is known. */
  synchronized CompletableFuture<Boolean> outcome(NonceId id, int partition, long offset) {
    if (readTo.getOrDefault(partition, 0L) > offset) {
      return CompletableFuture.completedFuture(isFirst(id, offset));
    }
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    waiting
        .computeIfAbsent(partition, ignored -> new TreeMap<>())
        .put(offset, new Waiting(id, outcome));
    return outcome;
  }

  /** Ends all that wait: the topic can't be read now. */
  synchronized void failAll(String why) {
    waiting
        .values()
        .forEach(
            claims ->
                claims
                    .values()
                    .forEach(
                        claim ->
                            claim
                                .outcome()
                                .completeExceptionally(new UnavailableException(why, null))));
    waiting.clear();
  }

  synchronized int size() {
    return used.size();
  }

  private boolean isFirst(NonceId id, long offset) {
    // its own record is among those that were read, unless it was too old to be noted
    return used.first(id).orElse(Long.MAX_VALUE) == offset;
  }
}
