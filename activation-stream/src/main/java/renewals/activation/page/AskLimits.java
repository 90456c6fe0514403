package renewals.activation.page;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often may be asked: so many questions a minute from one address, and so many wrong answers
 * about one renewal, wherever they come from. Keeps the latest of each, so memory is bounded.
 */
final class AskLimits {

  private static final int KEPT = 20_000;
  private static final int WRONG_AT_ONCE = 20;
  private static final Duration WRONG_REFILL = Duration.ofHours(1);

  private final int perMinute;
  private final TimeMeter time;
  private final Map<String, Bucket> addresses = new Latest();
  private final Map<String, Bucket> renewals = new Latest();

  AskLimits(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.time = new ClockTime(clock);
  }

  /** Counts a question; how long the address must pause, zero if it need not. */
  synchronized Duration ask(String address) {
    Bucket bucket =
        addresses.computeIfAbsent(
            network(address), ignored -> bucket(perMinute, Duration.ofMinutes(1)));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  /** How long nobody may ask about a renewal, zero if anybody may. */
  synchronized Duration closedFor(String renewalId) {
    Bucket bucket = renewals.get(renewalId);
    return bucket == null
        ? Duration.ZERO
        : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /** Counts a wrong answer. */
  synchronized void wrong(String renewalId) {
    renewals
        .computeIfAbsent(renewalId, ignored -> bucket(WRONG_AT_ONCE, WRONG_REFILL))
        .tryConsume(1);
  }

  private Bucket bucket(int capacity, Duration refill) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, refill))
        .build();
  }

  /** Who has one IPv6 address has the 2^64 beside it as well. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length < 16 ? address : HexFormat.of().formatHex(bytes, 0, 8);
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private record ClockTime(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  /** The entries used last. */
  private static final class Latest extends LinkedHashMap<String, Bucket> {

    private static final long serialVersionUID = 1L;

    Latest() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > KEPT;
    }
  }
}
