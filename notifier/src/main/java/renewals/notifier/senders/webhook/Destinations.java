package renewals.notifier.senders.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which hosts webhooks may be posted to. A contact comes from outside: its URL must not make us
 * speak to what only we can reach, such as our own services or a cloud's metadata.
 */
final class Destinations {

  /** Finds every address of a host. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** First bytes and their length in bits of what Java has no question for. */
  @SuppressWarnings("ArrayRecordComponent") // constants, never compared
  private record Range(int bits, int... start) {
    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** This network, carrier-grade NAT, protocol assignments, benchmarks, reserved and broadcast. */
  private static final Range[] PRIVATE_4 = {
    new Range(8, 0),
    new Range(10, 100, 64),
    new Range(24, 192, 0, 0),
    new Range(15, 198, 18),
    new Range(4, 240)
  };

  /**
   * Unique local; and what leads on to an IPv4 address of its own choice: IPv4-compatible,
   * translated, and tunnelled.
   */
  private static final Range[] PRIVATE_6 = {
    new Range(7, 0xfc),
    new Range(96, new int[12]),
    new Range(32, 0x00, 0x64, 0xff, 0x9b),
    new Range(32, 0x20, 0x01, 0, 0),
    new Range(16, 0x20, 0x02)
  };

  private static final int MOST_PLACES = 10_000;
  private static final String NOWHERE = "nowhere";
  private static final int SUBNET_BYTES_OF_6 = 8;

  private final boolean allowPrivate;
  private final Resolver resolver;

  /** Where hosts were found last, for those asked about lately. */
  private final Map<String, String> places =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_PLACES;
            }
          });

  Destinations(boolean allowPrivate, Resolver resolver) {
    this.allowPrivate = allowPrivate;
    this.resolver = resolver;
  }

  /**
   * Whether a host may be posted to: whether every address it has is public. The JDK keeps what it
   * resolved for a while, so the connection that follows goes to what was looked at.
   *
   * @param host as in a URL: a name, or an address, IPv6 in brackets
   * @throws UnknownHostException it has no address now
   */
  boolean allows(String host) throws UnknownHostException {
    return allowPrivate || Arrays.stream(resolve(host)).allMatch(Destinations::isPublic);
  }

  /** Looks where a host is, so that {@link #placeOf} knows. */
  void locate(String host) {
    try {
      resolve(host);
    } catch (UnknownHostException e) {
      places.put(nameOf(host), NOWHERE);
    }
  }

  /**
   * Where a host was found last: the lowest of its addresses, of IPv6 the subnet, since its owner
   * has all of that. Empty if nobody has looked.
   */
  Optional<String> placeOf(String host) {
    return Optional.ofNullable(places.get(nameOf(host)));
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = resolver.resolve(host);
    places.put(nameOf(host), lowestOf(found));
    return found;
  }

  private static String nameOf(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  private static String lowestOf(InetAddress[] addresses) {
    return Arrays.stream(addresses)
        .map(InetAddress::getAddress)
        .map(bytes -> bytes.length == 4 ? bytes : Arrays.copyOf(bytes, SUBNET_BYTES_OF_6))
        .map(HexFormat.of()::formatHex)
        .min(Comparator.naturalOrder())
        .orElse(NOWHERE);
  }

  static boolean isPublic(InetAddress address) {
    boolean special =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    return !special && !isOf(address);
  }

  private static boolean isOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address ignored -> isIn(PRIVATE_4, bytes);
      case Inet6Address ignored -> isIn(PRIVATE_6, bytes);
      default -> true;
    };
  }

  private static boolean isIn(Range[] ranges, byte[] address) {
    return Arrays.stream(ranges).anyMatch(range -> range.holds(address));
  }
}
