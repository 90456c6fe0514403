package renewals.producer.access;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one address may fail to prove who it is. Who has one IPv6 address has the 2^64 beside
 * it as well, so those count together. Thread-safe.
 */
final class Tries {

  private static final int MOST_ADDRESSES = 50_000;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int BURST_SECONDS = 10;

  private final int perSecond;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * Tries.
   *
   * @param perSecond that may fail over time; ten times as many at once
   */
  Tries(int perSecond) {
    this.perSecond = perSecond;
  }

  /** How long an address must pause; zero if it need not. */
  Duration pause(String address) {
    synchronized (buckets) {
      Bucket bucket = buckets.get(networkOf(address));
      if (bucket == null) {
        return Duration.ZERO;
      }
      return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
  }

  /** Counts one that failed. */
  void failed(String address) {
    synchronized (buckets) {
      boolean unused =
          buckets.computeIfAbsent(networkOf(address), ignored -> bucket()).tryConsume(1);
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity((long) BURST_SECONDS * perSecond)
                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  private static String networkOf(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return HexFormat.of()
          .formatHex(
              bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
