package renewals.kit.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.tls.HttpTls;

/**
 * Under which names a server answers, whose word it takes on a client's address, and how many
 * connections one address may hold.
 *
 * <p>Source: partners, "Signed requests".
 *
 * @param hosts names in lower case that {@code Host} may give; an IP address always may be given,
 *     since no foreign page's name leads to it
 * @param proxies addresses whose {@code Forwarded} and {@code X-Forwarded-For} count
 * @param connections most connections of one address at once, where each request under way over
 *     HTTP/2 counts but a connection's first; proxies are not counted
 * @param tls by which certificate; without it connections are not encrypted
 */
public record HttpAccess(
    Set<String> hosts, Set<String> proxies, int connections, Optional<HttpTls> tls) {

  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback");
  private static final int USUAL_CONNECTIONS = 256;
  private static final int MOST_CONNECTIONS = 1_000_000;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  public HttpAccess {
    hosts = Set.copyOf(hosts);
    proxies = Set.copyOf(proxies);
  }

  /** What holds where nothing is set, for a server of these names of its own. */
  public static HttpAccess usual(String... own) {
    return new HttpAccess(
        Stream.concat(LOOPBACK_NAMES.stream(), Arrays.stream(own).map(HttpAccess::lower))
            .collect(Collectors.toSet()),
        Set.of(),
        USUAL_CONNECTIONS,
        Optional.empty());
  }

  /**
   * Reads {@code <service>.http.hosts}, {@code .proxies} and {@code .connections}.
   *
   * @param own the names under which others are told to reach it; they always count
   * @throws SettingException one of them won't do
   */
  public static HttpAccess read(Settings from, String service, String... own) {
    Set<String> hosts = new HashSet<>();
    List<String> given = list(from, service + ".http.hosts");
    for (String host : given) {
      hosts.add(checkedName(service + ".http.hosts", host));
    }
    if (given.isEmpty()) {
      hosts.addAll(LOOPBACK_NAMES);
    }
    for (String name : own) {
      hosts.add(lower(name));
    }
    Set<String> proxies = new HashSet<>();
    for (String proxy : list(from, service + ".http.proxies")) {
      proxies.add(
          address(proxy)
              .orElseThrow(
                  () ->
                      new SettingException(
                          service + ".http.proxies", proxy, "IP addresses, comma-separated")));
    }
    return new HttpAccess(
        hosts,
        proxies,
        from.count(service + ".http.connections", USUAL_CONNECTIONS, 1, MOST_CONNECTIONS),
        Optional.empty());
  }

  /** The same over TLS. */
  public HttpAccess over(Optional<HttpTls> transport) {
    return new HttpAccess(hosts, proxies, connections, transport);
  }

  /**
   * Refuses to listen beyond this machine without TLS, but behind a proxy that is named.
   *
   * @param service what its settings begin with
   * @param host {@code <service>.http.host}
   * @throws SettingException it would listen there in the clear
   */
  public void demandTls(String service, String host) {
    if (!Loopback.is(host) && tls.isEmpty() && proxies.isEmpty()) {
      throw new SettingException(
          service + ".http.host",
          host,
          "a loopback address, or %1$s.http.tls.certificate, or the proxy in %1$s.http.proxies"
              .formatted(service));
    }
  }

  /**
   * Whether a connection from there may be served. In the clear only this machine's and a named
   * proxy's may: it is the proxy that lets a server listen beyond loopback.
   */
  boolean serves(InetAddress peer) {
    return tls.isPresent() || peer.isLoopbackAddress() || proxies.contains(peer.getHostAddress());
  }

  private static List<String> list(Settings from, String name) {
    return from.text(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static String checkedName(String setting, String given) {
    String name = lower(given);
    if (!NAME.matcher(name).matches()) {
      throw new SettingException(setting, given, "host names without a port, comma-separated");
    }
    return name;
  }

  /** Whether a server answers under a name; without a port, IPv6 addresses in brackets or not. */
  boolean answersTo(@Nullable String host) {
    if (host == null || host.isEmpty()) {
      return false;
    }
    String name = lower(host);
    return hosts.contains(name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        || address(name).isPresent();
  }

  boolean isProxy(@Nullable String address) {
    return address != null && proxies.contains(canonical(address));
  }

  /**
   * The address of who asks: the connection's, or behind a named proxy the last that it named,
   * which is the one that it saw itself. Where a proxy passes on both headers and they differ, one
   * of them is the client's own invention: then the proxy's address stands for all such.
   */
  String clientOf(HttpServletRequest request) {
    String peer = canonical(request.getRemoteAddr());
    if (!proxies.contains(peer)) {
      return peer;
    }
    List<String> named =
        Stream.of(
                last(request, "X-Forwarded-For"),
                last(request, "Forwarded").flatMap(element -> parameter(element, "for=")))
            .flatMap(Optional::stream)
            .map(text -> address(withoutPort(text)).orElse(peer))
            .distinct()
            .toList();
    return named.size() == 1 ? named.getFirst() : peer;
  }

  /**
   * Whether a proxy says that the client came to it over TLS: by {@code X-Forwarded-Proto}, {@code
   * Forwarded} or both, and then by both.
   */
  boolean saysTls(HttpServletRequest request) {
    List<String> said =
        Stream.of(
                last(request, "X-Forwarded-Proto"),
                last(request, "Forwarded").flatMap(element -> parameter(element, "proto=")))
            .flatMap(Optional::stream)
            .toList();
    return !said.isEmpty() && said.stream().allMatch("https"::equalsIgnoreCase);
  }

  /** The last value of the last line of a header: what stands before it, others wrote. */
  private static Optional<String> last(HttpServletRequest request, String header) {
    String line = null;
    for (var lines = request.getHeaders(header); lines.hasMoreElements(); ) {
      line = lines.nextElement();
    }
    return Optional.ofNullable(line).map(text -> text.substring(text.lastIndexOf(',') + 1).strip());
  }

  private static Optional<String> parameter(String element, String name) {
    return Arrays.stream(element.split(";", -1))
        .map(String::strip)
        .filter(parameter -> lower(parameter).startsWith(name))
        .map(parameter -> parameter.substring(name.length()).replace("\"", "").strip())
        .findFirst();
  }

  private static String withoutPort(String text) {
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      return text.substring(1, bracket);
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  private static String canonical(String address) {
    return address(address).orElse(address);
  }

  /** The address that a text writes, in one form for each; never asks for a name. */
  private static Optional<String> address(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    boolean literal =
        IPV4.matcher(bare).matches() || (bare.contains(":") && IPV6.matcher(bare).matches());
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
