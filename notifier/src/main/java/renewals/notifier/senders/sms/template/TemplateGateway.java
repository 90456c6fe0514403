package renewals.notifier.senders.sms.template;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.notifier.senders.http.BoundedBody;
import renewals.notifier.senders.http.HostLookup;
import renewals.notifier.senders.http.Within;
import renewals.notifier.senders.sms.SmsGateway;
import renewals.notifier.senders.sms.SmsMessage;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.SmsReports;
import renewals.notifier.senders.sms.Submission;
import renewals.notifier.senders.sms.SubmitPace;

/** SMS by reviewed templates over a provider's signed HTTP interface. */
public final class TemplateGateway implements SmsGateway {

  /** Bad gateway, gateway timeout: what stands between us doesn't know what became of it. */
  private static final Set<Integer> LOST = Set.of(502, 504);

  /** Of an answer more isn't read: it has a code, an id and some words. */
  private static final int LONGEST_ANSWER = 65_536;

  /** How long an answer's body may go on after the time that its head had. */
  private static final Duration REST_OF_AN_ANSWER = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(TemplateGateway.class);

  private final TemplateSettings settings;
  private final CloudApi api;
  private final SubmitPace pace;
  private final SmsReports reports;
  private final Clock clock;
  private final HostLookup hosts = new HostLookup("sms-host-");
  private final HttpClient client;

  /** A gateway. */
  public TemplateGateway(
      TemplateSettings settings, SubmitPace pace, SmsReports reports, Clock clock) {
    this.settings = settings;
    this.pace = pace;
    this.reports = reports;
    this.clock = clock;
    this.api = apiOf(settings);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  private static CloudApi apiOf(TemplateSettings settings) {
    return switch (settings.provider()) {
      case ALIYUN -> new AliyunApi(settings.endpoint(), settings.key(), settings.timeout());
      case TENCENT ->
          new TencentApi(
              settings.endpoint(),
              settings.region(),
              settings.application(),
              settings.key(),
              settings.timeout());
    };
  }

  @Override
  public Submission submit(SmsMessage message) {
    String name = message.kind() + '.' + message.locale();
    for (SmsTemplate template : settings.templates().getOrDefault(name, List.of())) {
      Optional<SequencedMap<String, String>> values = template.filledWith(message.values());
      if (values.isPresent()) {
        return submit(message, template, values.get());
      }
    }
    return new Submission.Refused(
        "NO_TEMPLATE: no template for %s can say what is known".formatted(name));
  }

  private Submission submit(
      SmsMessage message, SmsTemplate template, SequencedMap<String, String> values) {
    Optional<SmsTemplate.Variable> tooShort = template.tooShortFor(values);
    if (tooShort.isPresent()) {
      return new Submission.Refused(
          "VARIABLE_TOO_LONG: %s is longer than the %d characters of template %s"
              .formatted(tooShort.get().name(), tooShort.get().longest(), template.code()));
    }
    try {
      Optional<Duration> turn = pace.turn(settings.timeout());
      if (turn.isEmpty()) {
        return new Submission.Busy(
            "BUSY: the gateway takes no more SMS for now", settings.timeout());
      }
      TimeUnit.NANOSECONDS.sleep(turn.get().toNanos());
      return exchange(
          new FilledTemplate(
              message.to(), settings.signature(), template.code(), values, message.id()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Submission.Failed("STOPPED: the sender was stopped");
    }
  }

  private Submission exchange(FilledTemplate filled) throws InterruptedException {
    try {
      hosts.find(settings.endpoint().getHost(), System.nanoTime() + settings.timeout().toNanos());
    } catch (IOException | TimeoutException e) {
      return new Submission.Failed("GATEWAY_AWAY: the gateway's host is not found");
    }
    long deadline = System.nanoTime() + settings.timeout().plus(REST_OF_AN_ANSWER).toNanos();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(
            api.request(filled, clock.instant(), UUID.randomUUID().toString()),
            head -> new BoundedBody(LONGEST_ANSWER));
    try {
      HttpResponse<byte[]> response = Within.deadline(deadline, exchange);
      return LOST.contains(response.statusCode())
          ? api.unanswered(filled, "ANSWER_LOST: something between us gave the gateway's answer up")
          : paced(api.answer(filled, response.statusCode(), response.body()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Submission.Failed("GATEWAY_AWAY: no connection to the gateway");
    } catch (IOException | TimeoutException e) {
      LOG.warn("An answer of the gateway for SMS is lost: {}", e.toString());
      return api.unanswered(
          filled, "ANSWER_LOST: the gateway gave no answer, so it may have taken it");
    } finally {
      exchange.cancel(true);
    }
  }

  private Submission paced(Submission answer) {
    if (answer instanceof Submission.Busy busy && busy.pause() == null) {
      return new Submission.Busy(busy.reason(), pace.throttled());
    }
    pace.taken();
    return answer;
  }

  @Override
  public String post(byte[] body) throws IOException, InterruptedException {
    for (SmsReport report : api.reports(body)) {
      reports.take(report);
    }
    return api.thanks();
  }

  @Override
  public String state() {
    return Health.READY;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
