package renewals.portal.merchant;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renewals.kit.PartnerNames;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.ServiceHttp;
import renewals.portal.access.RevokedLinks;
import renewals.portal.cards.CardsPages;
import renewals.portal.config.PageSettings;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.live.LiveShares;
import renewals.schemas.links.LinkTokens;
import renewals.schemas.links.RenewalLinks;
import renewals.schemas.links.SignedTokens;
import renewals.schemas.query.QueryResponses;

/** The merchant's pages on a real server, over renewals in memory, at a fixed time. */
final class PageServer implements AutoCloseable {

  static final byte[] SECRET =
      "a secret of more than 32 characters".getBytes(StandardCharsets.UTF_8);
  static final byte[] OTHER_SECRET =
      "another secret of over 32 characters".getBytes(StandardCharsets.UTF_8);
  static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

  final KnownRenewals renewals;

  /** How the merchants read. */
  volatile Function<String, Optional<Reader>> readers = merchant -> Optional.empty();

  /** Which links were taken back. */
  volatile RevokedLinks revoked = (renewalId, madeAt) -> false;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MerchantPages pages;
  private final ServiceHttp http;

  private PageServer(KnownRenewals renewals, PageSettings settings, int port) {
    this.renewals = renewals;
    this.pages =
        new MerchantPages(
            renewals,
            settings,
            merchant -> readers.apply(merchant),
            (renewalId, madeAt) -> revoked.isRevoked(renewalId, madeAt),
            CLOCK,
            meters);
    CardsPages lists =
        new CardsPages(
            renewals,
            settings,
            merchant -> readers.apply(merchant),
            (subject, madeAt) -> revoked.isRevoked(subject, madeAt),
            CLOCK);
    this.http =
        ServiceHttp.startBare(
            "127.0.0.1",
            port,
            settings.access(),
            new SimpleMeterRegistry(),
            config -> {
              pages.routes(config);
              lists.routes(config);
            });
  }

  static PageServer start() {
    return start(new KnownRenewals(), 0);
  }

  static PageServer start(KnownRenewals renewals, int port) {
    return new PageServer(renewals, settings(1_000, 100), port);
  }

  static PageServer startWith(int asks, int liveConnections) {
    return new PageServer(new KnownRenewals(), settings(asks, liveConnections), 0);
  }

  static PageSettings settings(int asks, int liveConnections) {
    return new PageSettings(
        Optional.empty(),
        List.of(new LinkTokens.Key("k2", SECRET), new LinkTokens.Key("k1", OTHER_SECRET)),
        false,
        ZoneId.of("Asia/Shanghai"),
        Duration.ofHours(12),
        new HttpAccess(Set.of(), Set.of("127.0.0.1"), 1_000, Optional.empty()),
        new PageSettings.Asks(asks, 2_000, 300),
        LiveShares.of(liveConnections),
        PartnerNames.read(
            Settings.of(
                Map.of(
                    "names.carrier.cmcc.zh", "中国移动",
                    "names.carrier.cmcc.en", "China Mobile",
                    "names.carrier.cmcc.phone", "10086"))));
  }

  /** What a notice would link to. */
  String link(String renewalId) {
    String token = new SignedTokens(SECRET, "link").sign(renewalId, Samples.NOW.plusSeconds(60));
    return url() + "/r/" + renewalId + "?t=" + token;
  }

  /** What a digest would link to. */
  String linkToCards(String merchantId) {
    return new RenewalLinks(
            new LinkTokens(List.of(new LinkTokens.Key("k2", SECRET))), url(), Duration.ofMinutes(1))
        .toMerchant(merchantId, Samples.NOW);
  }

  /** A renewal changes, and its outputs are committed. */
  void change(QueryResponses.Renewal renewal) {
    renewals.put(renewal);
    pages.subscribers().changed(renewal.renewalId());
  }

  double count(String name, String tag, String value) {
    return meters.get(name).tag(tag, value).counter().count();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  int open() {
    return pages.subscribers().count();
  }

  int port() {
    return http.port();
  }

  String url() {
    return "http://127.0.0.1:" + http.port();
  }

  @Override
  public void close() {
    pages.close();
    http.close();
  }
}
