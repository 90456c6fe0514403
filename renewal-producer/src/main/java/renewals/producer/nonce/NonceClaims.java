package renewals.producer.nonce;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import renewals.client.UnavailableException;
import renewals.kit.Health;

/**
 * Which nonces were claimed, in the topic's order, and the groups of this instance whose records
 * haven't been read back yet: then it is known whether another came first. Thread-safe.
 */
final class NonceClaims {

  /** Signatures of machines whose clocks run ahead. */
  private static final long MOST_AHEAD = 600;

  /** A nonce is kept for so long from a time that may lie five minutes ahead of its append. */
  private static final Duration BACK = UsedNonces.KEPT.plusMinutes(15);

  /** What is signed up to ten minutes earlier is granted; the rest is for partners' clocks. */
  private static final Duration MOST_PUT_BACK = Duration.ofMinutes(5);

  private static final long UNKNOWN = -1;

  private final SteadyTime time;
  private final UsedNonces used;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  /** The own records that were taken note of when they were appended, and not read yet. */
  private final Map<String, byte[]> early = new HashMap<>();

  private volatile Duration ahead = Duration.ZERO;

  /** All records before this offset were taken note of. */
  private long next = UNKNOWN;

  @SuppressWarnings("ArrayRecordComponent") // compared by content where it is used
  private record Waiting(ClaimGroup group, byte[] value, long sinceNanos) {}

  NonceClaims(Clock clock) {
    this(clock, System::nanoTime);
  }

  /**
   * None yet.
   *
   * @param nanoTime tells how much time has passed, whatever becomes of the clock
   */
  NonceClaims(Clock clock, LongSupplier nanoTime) {
    this.time = new SteadyTime(clock, nanoTime);
    this.used = new UsedNonces(now());
  }

  /** Whether a nonce is known to be used. */
  synchronized boolean isUsed(NonceId id) {
    return used.contains(id);
  }

  /**
   * Has a group wait for its record, before that is sent.
   *
   * @param key names no other record of the topic
   */
  synchronized void await(String key, byte[] value, ClaimGroup group) {
    waiting.put(key, new Waiting(group, value, group.sinceNanos()));
  }

  /**
   * Takes note that a record of this instance lies in the topic. Where all before it was read, it
   * is known at once what became of its group, else when it is read.
   *
   * @param at when it was appended, in epoch milliseconds; below 0 where Kafka didn't say
   * @return whether it is to be read first
   */
  boolean appended(String key, long offset, long at) {
    Waiting own;
    List<Boolean> firsts;
    synchronized (this) {
      own = waiting.get(key);
      if (own == null) {
        return false;
      }
      // Kafka doesn't always say where a record lies that it took twice
      if (next == UNKNOWN || offset != next || at < 0) {
        return true;
      }
      next = offset + 1;
      early.put(key, own.value());
      waiting.remove(key);
      firsts = claim(ClaimCodec.read(own.value()), at);
    }
    own.group().complete(firsts);
    return false;
  }

  /**
   * Takes note of a record of the topic, in the topic's order; if it is the one that a group waits
   * for, of what became of that.
   *
   * @param at when it was appended, in epoch milliseconds
   * @throws IllegalArgumentException it holds no claims
   */
  void read(String key, byte[] value, long offset, long at) {
    Waiting own;
    List<Boolean> firsts;
    synchronized (this) {
      byte[] known = early.get(key);
      if (known != null && Arrays.equals(known, value)) {
        early.remove(key);
        return;
      }
      List<NonceClaim> claims = ClaimCodec.read(value);
      next = offset + 1;
      firsts = claim(claims, at);
      own = waiting.get(key);
      if (own != null && Arrays.equals(own.value(), value)) {
        waiting.remove(key);
      } else {
        own = null;
      }
    }
    if (own != null) {
      own.group().complete(firsts);
    }
  }

  /**
   * Takes note of a record of the topic whose time is its writer's word, not Kafka's: which nonces
   * count can't go by it. So what it claims is used, nobody's claim in it is granted, and the own
   * records that follow are read before it is known what became of them.
   *
   * @throws IllegalArgumentException it holds no claims
   */
  void readUnstamped(String key, byte[] value, String why) {
    Waiting own;
    synchronized (this) {
      early.remove(key);
      next = UNKNOWN;
      long now = now();
      ClaimCodec.read(value).stream().filter(claim -> isOfThen(claim, now)).forEach(used::add);
      own = waiting.get(key);
      if (own != null && Arrays.equals(own.value(), value)) {
        waiting.remove(key);
      } else {
        own = null;
      }
    }
    if (own != null) {
      own.group().fail(new UnavailableException(why, null));
    }
  }

  private List<Boolean> claim(List<NonceClaim> claims, long at) {
    time.heard(at);
    long appended = TimeUnit.MILLISECONDS.toSeconds(at);
    return claims.stream().map(claim -> isOfThen(claim, appended) && used.add(claim)).toList();
  }

  /** Forgets what can't be claimed any more. */
  synchronized void forgetOld() {
    used.forgetBefore(now());
    ahead = time.ahead();
  }

  /**
   * {@link Health#READY}, or that what is signed now may be refused, as the clock was put back; as
   * of the last forgetting.
   */
  String state() {
    return ahead.compareTo(MOST_PUT_BACK) <= 0
        ? Health.READY
        : "the clock was put back by %d minutes: signatures made before it has caught up are refused; start again once it is right"
            .formatted(ahead.toMinutes());
  }

  /** From when on the topic has to be read, in epoch milliseconds. */
  synchronized long readFrom() {
    return time.millis() - BACK.toMillis();
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toSeconds(time.millis());
  }

  /** Ends a group whose record the topic didn't take. */
  void fail(String key, UnavailableException why) {
    Waiting failed;
    synchronized (this) {
      failed = waiting.remove(key);
    }
    if (failed != null) {
      failed.group().fail(why);
    }
  }

  /** Ends all that wait: the topic can't be read now. */
  void failAll(String why) {
    List<Waiting> failed;
    synchronized (this) {
      next = UNKNOWN;
      failed = List.copyOf(waiting.values());
      waiting.clear();
    }
    failed.forEach(one -> one.group().fail(new UnavailableException(why, null)));
  }

  /** Ends those that have waited longer than that. */
  void failOlderThan(Duration patience) {
    List<ClaimGroup> failed = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      Iterator<Waiting> oldestFirst = waiting.values().iterator();
      while (oldestFirst.hasNext()) {
        Waiting next = oldestFirst.next();
        if (now - next.sinceNanos() < patience.toNanos()) {
          break;
        }
        failed.add(next.group());
        oldestFirst.remove();
      }
    }
    failed.forEach(
        group ->
            group.fail(
                new UnavailableException("Kafka did not give back the signature's nonce", null)));
  }

  synchronized int size() {
    return used.size();
  }

  /**
   * So that nobody who may write to the topic fills the memory for good. By the time at which the
   * record was appended, so that all instances take note of the same, whatever their clocks.
   */
  private static boolean isOfThen(NonceClaim claim, long appended) {
    return claim.created() >= appended - UsedNonces.KEPT.toSeconds()
        && claim.created() <= appended + MOST_AHEAD;
  }
}
