package renewals.activation;

import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.api.RenewalLookup;
import renewals.activation.config.ActivationSettings;
import renewals.activation.follow.ChangedRenewals;
import renewals.activation.follow.CommittedConsumers;
import renewals.activation.follow.TopicTail;
import renewals.activation.follow.TopicTail.From;
import renewals.activation.ops.DeadLetterCounts;
import renewals.activation.ops.OpsFigures;
import renewals.activation.ops.OpsPages;
import renewals.activation.ops.OpsSettings;
import renewals.activation.ops.UndeliveredNotices;
import renewals.activation.page.MerchantPages;
import renewals.activation.page.MerchantZones;
import renewals.activation.page.PageSettings;
import renewals.kit.ServiceHttp;
import renewals.kit.Settings;
import renewals.kit.kafka.UnreadLosses;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;

/** Wires what people look at: the merchant's page, the operators' page, and what both follow. */
final class WebSide implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebSide.class);
  private static final Duration A_DAY = Duration.ofHours(24);

  private final PageSettings page;
  private final OpsSettings ops;
  private final MerchantPages merchants;
  private final OpsPages operators;
  private final List<TopicTail> tails;
  private final MeterRegistry meters;
  private Optional<ServiceHttp> ownServer = Optional.empty();
  private Optional<ServiceHttp> opsServer = Optional.empty();

  WebSide(
      Settings given,
      ActivationSettings settings,
      RenewalLookup lookup,
      Supplier<OpsFigures> figures,
      UnreadLosses losses,
      SchemaRegistry registry,
      Clock clock,
      MeterRegistry meters) {
    this.meters = meters;
    this.page = PageSettings.read(given);
    this.ops = OpsSettings.read(given);
    MerchantZones zones = new MerchantZones(registry, page.zone());
    DeadLetterCounts dead = new DeadLetterCounts(clock);
    UndeliveredNotices notices = new UndeliveredNotices(registry, clock);
    this.merchants = new MerchantPages(lookup, page, zones, clock, meters);
    this.operators =
        new OpsPages(figures, dead, notices, losses::latest, ops.token(), page.zone(), clock);
    CommittedConsumers consumers =
        new CommittedConsumers(settings.bootstrapServers(), settings.kafka());
    ChangedRenewals changed = new ChangedRenewals(merchants.watchers()::changed);
    this.tails =
        List.of(
            new TopicTail(
                "changes",
                consumers,
                ChangedRenewals.TOPICS,
                new From.WhileHeard(merchants.watchers()),
                changed,
                clock),
            new TopicTail(
                "zones",
                consumers,
                List.of(Topics.MERCHANT_CONTACTS.name()),
                new From.TheBeginning(),
                zones,
                clock),
            new TopicTail(
                "dead-letters",
                consumers,
                List.of(Topics.DEAD_LETTERS.name()),
                new From.Ago(A_DAY),
                dead,
                clock),
            new TopicTail(
                "receipts",
                consumers,
                List.of(Topics.NOTICE_RECEIPTS.name()),
                new From.Ago(A_DAY),
                notices,
                clock));
  }

  /** Adds the merchant's page to the server of the queries, unless it has one of its own. */
  void routes(JavalinConfig config) {
    if (page.address().isEmpty()) {
      merchants.routes(config);
    }
  }

  void start() {
    ownServer =
        page.address()
            .map(
                own ->
                    ServiceHttp.startBare(
                        own.host(), own.port(), page.access(), meters, merchants::routes));
    opsServer = Optional.of(startOps());
    opsServer.ifPresent(
        server -> LOG.info("operators' page on http://{}:{}/ops", ops.host(), server.port()));
    tails.forEach(TopicTail::start);
  }

  /** Several instances on one machine can't all have the usual port. */
  private ServiceHttp startOps() {
    if (ops.chosen() || isFree(ops.host(), ops.port())) {
      try {
        return ServiceHttp.startBare(
            ops.host(), ops.port(), ops.access(), meters, operators::routes);
      } catch (JavalinBindException e) {
        if (ops.chosen()) {
          throw e;
        }
        // somebody else took it in the meantime
      }
    }
    LOG.info("port {} of the operators' page is taken, a free one is used", ops.port());
    return ServiceHttp.startBare(ops.host(), 0, ops.access(), meters, operators::routes);
  }

  /** Tried first, since a server that can't have its port writes errors into the log. */
  private static boolean isFree(String host, int port) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the merchant's page is, if it has a server of its own. */
  Optional<Integer> pagePort() {
    return ownServer.map(ServiceHttp::port);
  }

  /** Where the operators' page is; 0 before the start. */
  int opsPort() {
    return opsServer.map(ServiceHttp::port).orElse(0);
  }

  @Override
  public void close() {
    merchants.close();
    ownServer.ifPresent(ServiceHttp::close);
    opsServer.ifPresent(ServiceHttp::close);
    tails.forEach(TopicTail::close);
  }
}
