package renewals.portal.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.LinkSettings;
import renewals.kit.PartnerNames;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.tls.HttpTls;
import renewals.portal.live.LiveShares;
import renewals.schemas.links.LinkTokens;

/**
 * What operators set of the merchant's page; docs/page.md lists the names.
 *
 * @param address {@code page.http.host}, {@code page.http.port}: its own server; empty for that of
 *     {@code portal.http.port}
 * @param linkKeys {@code page.link.secret} and {@code page.link.second.secret}; none: no links are
 *     taken
 * @param secure whether {@code page.base.url} is https, so that cookies go over https only
 * @param zone {@code page.zone}: of merchants whose contact names none
 * @param passValid {@code page.pass.valid}: how long the page stays open for who asked
 * @param access {@code page.http.hosts}, {@code .proxies}, {@code .connections}, {@code .tls} of
 *     its own server; the host of {@code page.base.url} always counts
 * @param asks how often may be asked
 * @param live how many pages are kept up to date
 * @param names {@code names.carrier.*}, {@code names.channel.*}: what merchants call partners
 */
public record PageSettings(
    Optional<Address> address,
    List<LinkTokens.Key> linkKeys,
    boolean secure,
    ZoneId zone,
    Duration passValid,
    HttpAccess access,
    Asks asks,
    LiveShares live,
    PartnerNames names) {

  private static final Logger LOG = LoggerFactory.getLogger(PageSettings.class);
  private static final String HOST = "page.http.host";
  private static final String PORT = "page.http.port";
  private static final String ZONE = "page.zone";

  /** Where a server listens; port 0 for a free one. */
  public record Address(String host, int port) {}

  /**
   * How often may be asked for a renewal's page.
   *
   * @param perMinute {@code page.asks.per.minute}: by one client address
   * @param wrongPerDay {@code page.wrong.per.day}: wrong last four digits, all together
   * @param wrongPerRenewal {@code page.wrong.per.renewal}: those about one renewal
   */
  public record Asks(int perMinute, int wrongPerDay, int wrongPerRenewal) {}

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  public static PageSettings read(Settings from) {
    List<LinkTokens.Key> keys = LinkSettings.keys(from);
    if (keys.isEmpty()) {
      LOG.warn(
          "page.link.secret is not set: notices carry no links, and a page that was opened on one"
              + " instance must be asked for again on another");
    }
    return new PageSettings(
        address(from),
        keys,
        LinkSettings.baseUrl(from).map(url -> url.startsWith("https:")).orElse(false),
        zone(from.text(ZONE, "Asia/Shanghai")),
        from.positive("page.pass.valid", Duration.ofHours(12)),
        access(from),
        new Asks(
            from.count("page.asks.per.minute", 10, 1, 10_000),
            from.count("page.wrong.per.day", 2_000, 1, 100_000),
            from.count("page.wrong.per.renewal", 300, 1, 10_000)),
        LiveShares.of(from.count("page.live.connections", 2_000, 0, 100_000)),
        PartnerNames.read(from));
  }

  private static Optional<Address> address(Settings from) {
    Optional<String> host = from.text(HOST);
    if (host.isEmpty() && from.text(PORT).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Address(host.orElse("127.0.0.1"), from.count(PORT, 8083, 0, 65_535)));
  }

  private static HttpAccess access(Settings from) {
    String host = from.text(HOST).orElse("127.0.0.1");
    HttpAccess access =
        HttpAccess.read(from, "page", host, LinkSettings.host(from).orElse("127.0.0.1"))
            .over(HttpTls.readForAnyClient(from, "page"));
    access.demandTls("page", host);
    return access;
  }

  private static ZoneId zone(String given) {
    try {
      return ZoneId.of(given);
    } catch (DateTimeException e) {
      throw new SettingException(ZONE, given, "an IANA time zone such as Asia/Shanghai");
    }
  }
}
