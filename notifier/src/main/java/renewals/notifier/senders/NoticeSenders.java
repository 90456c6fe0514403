package renewals.notifier.senders;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.notifier.senders.dispatch.Dispatch;
import renewals.notifier.senders.dispatch.DueLoop;
import renewals.notifier.senders.dispatch.DueNotices;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.NoSender;
import renewals.notifier.senders.dispatch.OutOfOrderCommitTracker;
import renewals.notifier.senders.dispatch.ResultPublisher;
import renewals.notifier.senders.dispatch.SendCounts;
import renewals.notifier.senders.dispatch.Sender;
import renewals.notifier.senders.email.EmailSender;
import renewals.notifier.senders.email.SmtpSettings;
import renewals.notifier.senders.robot.RobotSender;
import renewals.notifier.senders.sms.SmsGateway;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.SmsSender;
import renewals.notifier.senders.terminal.TerminalSender;
import renewals.notifier.senders.terminal.TerminalSettings;
import renewals.notifier.senders.webhook.WebhookSender;
import renewals.notifier.senders.webhook.WebhookSettings;
import renewals.schemas.wire.SchemaRegistry;
import renewals.v1.NoticeChannel;

/**
 * The senders of one instance: reads what is due, sends it, publishes what came of it.
 *
 * <p>Long because it wires one sender for each channel.
 */
public final class NoticeSenders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeSenders.class);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

  private static final int FIRST_AT_ONCE = 4;
  private static final int SLOW_PART = 5;
  private static final int LOOKUPS_AT_ONCE = 64;
  private static final int OF_A_ROBOT = 1;
  private static final Duration SLOW_MAIL = Duration.ofSeconds(5);

  /** What isn't known to be quick fills no more than half of what is read at once, in all. */
  private static final int MOST_WAITING = 3000;

  private static final int MOST_WAITING_LOOKUPS = 1000;
  private static final int MOST_WAITING_MAILS = 1000;
  private static final int MOST_WAITING_AT_GATEWAY = 1000;

  private static final NoSender NO_TERMINALS =
      new NoSender("NO_BROKER: notifier.terminal.host is not set");

  private final SenderSettings settings;
  private final Dispatch dispatch;
  private final DueLoop loop;
  private final LastingProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics kafkaMetrics;
  private final ResultPublisher results;
  private final @Nullable SmsGateway gateway;
  private final @Nullable TerminalSender terminals;
  private final Thread thread;
  private final ExecutorService webhookThreads = Executors.newVirtualThreadPerTaskExecutor();

  private final ExecutorService robotThreads = Executors.newVirtualThreadPerTaskExecutor();

  private final ExecutorService terminalThreads = Executors.newVirtualThreadPerTaskExecutor();

  private final ExecutorService smsThreads = Executors.newVirtualThreadPerTaskExecutor();

  /** Platform threads: the mail library holds monitors while it waits, which pins virtual ones. */
  private final ExecutorService mailThreads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("mail-", 0).factory());

  /**
   * Senders that are not started.
   *
   * @param due where they are read; its consumer is closed here
   * @param producer with acks=all and idempotence; closed here
   * @param registry knows the ids of what is written
   * @param tracing what spans of attempts are begun by
   * @param onFatal is told once why the senders ended, if nobody stopped them
   */
  public NoticeSenders(
      SenderSettings settings,
      ChannelSettings channels,
      DueNotices due,
      LastingProducer<byte[], byte[]> producer,
      SchemaRegistry registry,
      MeterRegistry metrics,
      ServiceClock time,
      Tracing tracing,
      Consumer<Throwable> onFatal) {
    Clock clock = time.clock();
    this.settings = settings;
    this.producer = producer;
    this.kafkaMetrics = new KafkaClientMetrics(due.consumer());
    kafkaMetrics.bindTo(metrics);
    producer.bindTo(metrics);
    this.results = new ResultPublisher(producer, registry, clock);
    OutOfOrderCommitTracker offsets = new OutOfOrderCommitTracker();
    WebhookSettings webhooks = channels.webhooks();
    SmsSettings sms = channels.sms();
    TerminalSettings shown = channels.terminals();
    this.gateway = sms == null ? null : SmsGateways.of(sms, this::keep, time.trueTime());
    this.terminals = shown == null ? null : TerminalSender.of(shown);
    WebhookSender hooks = new WebhookSender(webhooks, time);
    RobotSender robots = new RobotSender(channels.robots(), time);
    Gauge.builder(
            "renewals.notifier.hosts.paused", () -> hooks.pausedHosts() + robots.pausedHosts())
        .description("Hosts of webhooks and robots that give no answer and are tried seldom")
        .register(metrics);
    this.dispatch =
        new Dispatch(
            Map.of(
                NoticeChannel.WEBHOOK,
                new Dispatch.ChannelSender(hooks, webhookTries(webhooks), lookups(webhooks)),
                NoticeChannel.ROBOT,
                new Dispatch.ChannelSender(
                    robots, robotTries(channels.robots().atOnce()), lookups(webhooks)),
                NoticeChannel.EMAIL,
                new Dispatch.ChannelSender(
                    mailSender(channels.smtp()), mailTries(), lookups(webhooks)),
                NoticeChannel.SMS,
                new Dispatch.ChannelSender(
                    smsSender(gateway, clock),
                    gatewayTries(smsThreads, sms == null ? 1 : sms.atOnce()),
                    lookups(webhooks)),
                NoticeChannel.TERMINAL,
                new Dispatch.ChannelSender(
                    terminals == null ? NO_TERMINALS : terminals,
                    gatewayTries(terminalThreads, shown == null ? 1 : shown.atOnce()),
                    lookups(webhooks))),
            results,
            offsets,
            new SendCounts(metrics),
            clock,
            tracing);
    this.loop = new DueLoop(due, registry, dispatch, results, offsets, clock);
    this.thread = Thread.ofPlatform().name("notice-senders").unstarted(() -> run(onFatal));
  }

  /** Begins reading. */
  public void start() {
    thread.start();
  }

  /**
   * Keeps that somebody asks for a notice to be sent again.
   *
   * @throws InterruptedException it isn't kept; it must be asked again
   */
  public void askAgain(String noticeId, String merchantId, String actor)
      throws InterruptedException {
    results.publishResend(noticeId, merchantId, actor);
  }

  /**
   * Publishes that a merchant is to be forgotten.
   *
   * @throws InterruptedException the senders stop: it must be asked again
   */
  public void askToForget(String merchantId, String actor) throws InterruptedException {
    results.publishForget(merchantId, actor);
  }

  /**
   * Takes reports that a gateway posted.
   *
   * @return what it wants to hear
   * @throws IOException they can't be read, or no gateway here posts any
   * @throws InterruptedException they aren't kept; the gateway must post them again
   */
  public String post(byte[] reports) throws IOException, InterruptedException {
    if (gateway == null) {
      throw new IOException("no gateway for SMS is set");
    }
    return gateway.post(reports);
  }

  private void keep(SmsReport report) throws InterruptedException {
    results.publishReport(report.reference(), report.isDelivered(), report.reason());
  }

  /** {@link Health#READY}, or why no SMS is sent. */
  public String smsState() {
    return gateway == null ? Health.READY : gateway.state();
  }

  /** {@link Health#READY}, or why terminals aren't told. */
  public String terminalState() {
    return terminals == null ? Health.READY : terminals.state();
  }

  /** {@link Health#READY}, or why nothing is sent. */
  public String state() {
    return thread.isAlive() ? results.state() : "senders do not run";
  }

  /** Reads nothing more, lets what is under way end within the grace, commits and leaves. */
  @Override
  public void close() {
    kafkaMetrics.close();
    loop.stop();
    try {
      if (thread.isAlive()) {
        thread.join(settings.grace().plus(LAST_PATIENCE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (gateway != null) {
      gateway.close();
    }
    if (terminals != null) {
      terminals.close();
    }
    webhookThreads.shutdownNow();
    robotThreads.shutdownNow();
    terminalThreads.shutdownNow();
    smsThreads.shutdownNow();
    mailThreads.shutdownNow();
    producer.close(LAST_PATIENCE);
  }

  private void run(Consumer<Throwable> onFatal) {
    try {
      loop.run(settings.grace());
    } catch (RuntimeException e) {
      LOG.error("Senders end: {}", e.toString(), e);
      onFatal.accept(e);
    }
  }

  /** A try that takes a fifth of the time it has is slow. */
  private KeyedExecutor webhookTries(WebhookSettings webhooks) {
    return new KeyedExecutor(
        webhookThreads,
        new KeyedExecutor.Limits(
            settings.webhooksAtOnce(),
            halfOf(settings.webhooksAtOnce()),
            settings.webhooksAtOnceOfHost(),
            Math.min(FIRST_AT_ONCE, settings.webhooksAtOnceOfHost()),
            settings.queueOfKey(),
            MOST_WAITING,
            webhooks.timeout().dividedBy(SLOW_PART)));
  }

  private KeyedExecutor lookups(WebhookSettings webhooks) {
    return new KeyedExecutor(
        webhookThreads,
        new KeyedExecutor.Limits(
            LOOKUPS_AT_ONCE,
            halfOf(LOOKUPS_AT_ONCE),
            FIRST_AT_ONCE,
            FIRST_AT_ONCE,
            settings.queueOfKey(),
            MOST_WAITING_LOOKUPS,
            webhooks.timeout().dividedBy(SLOW_PART)));
  }

  /** All go to one relay: what is slow is the relay, so no merchant is held back for it. */
  private KeyedExecutor mailTries() {
    return new KeyedExecutor(
        mailThreads,
        new KeyedExecutor.Limits(
            settings.emailsAtOnce(),
            settings.emailsAtOnce(),
            halfOf(settings.emailsAtOnce()),
            halfOf(settings.emailsAtOnce()),
            settings.queueOfKey(),
            MOST_WAITING_MAILS,
            SLOW_MAIL));
  }

  /** All go to one gateway or broker, as all mails go to one relay. */
  private KeyedExecutor gatewayTries(ExecutorService threads, int atOnce) {
    return new KeyedExecutor(
        threads,
        new KeyedExecutor.Limits(
            atOnce,
            atOnce,
            halfOf(atOnce),
            halfOf(atOnce),
            settings.queueOfKey(),
            MOST_WAITING_AT_GATEWAY,
            SLOW_MAIL));
  }

  /** A robot says one after the other: what it said first stands first in the group. */
  private KeyedExecutor robotTries(int atOnce) {
    return new KeyedExecutor(
        robotThreads,
        new KeyedExecutor.Limits(
            atOnce,
            atOnce,
            OF_A_ROBOT,
            OF_A_ROBOT,
            settings.queueOfKey(),
            MOST_WAITING_AT_GATEWAY,
            SLOW_MAIL));
  }

  private static int halfOf(int count) {
    return Math.max(1, count / 2);
  }

  private static Sender mailSender(@Nullable SmtpSettings smtp) {
    return smtp == null
        ? new NoSender("NO_RELAY: notifier.smtp.host is not set")
        : new EmailSender(smtp);
  }

  private static Sender smsSender(@Nullable SmsGateway gateway, Clock clock) {
    return gateway == null
        ? new NoSender("SMS_UNAVAILABLE: no gateway for SMS, notifier.sms.provider is not set")
        : new SmsSender(gateway, clock);
  }
}
