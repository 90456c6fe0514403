package renewals.portal.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Which network an address belongs to: what one client may well have the whole of. */
public final class Network {

  private static final int IPV4 = 4;
  private static final int IPV4_SITE = 3;
  private static final int IPV6_HOST = 8;
  private static final int IPV6_SITE = 6;
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[0-9]{1,2})";
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "([.]" + OCTET + "){3}|[\\[]?[0-9A-Fa-f:.]*:.*");

  private Network() {}

  /** One host: an IPv4 address; of IPv6 the /64, since who has one address has all beside it. */
  public static String host(String address) {
    byte[] bytes = bytes(address);
    return bytes.length == 0
        ? address
        : HexFormat.of().formatHex(bytes, 0, bytes.length == IPV4 ? IPV4 : IPV6_HOST);
  }

  /**
   * One site: of IPv4 the /24, the least that is routed; of IPv6 the /48, the most that a site is
   * given (RFC 6177). With /64 a tunnel for nothing would be 65,536 networks.
   */
  public static String site(String address) {
    byte[] bytes = bytes(address);
    return bytes.length == 0
        ? address
        : HexFormat.of().formatHex(bytes, 0, bytes.length == IPV4 ? IPV4_SITE : IPV6_SITE);
  }

  /** Of a literal only, so that no name is ever looked up; an IPv4 address in IPv6 is IPv4. */
  private static byte[] bytes(String address) {
    if (!LITERAL.matcher(address).matches()) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
