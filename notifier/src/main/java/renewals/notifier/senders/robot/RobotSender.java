package renewals.notifier.senders.robot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import renewals.kit.sandbox.ServiceClock;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.dispatch.Sender;
import renewals.notifier.senders.http.HostBreakers;
import renewals.notifier.senders.http.Json;
import renewals.notifier.senders.secrets.MerchantSecrets;
import renewals.schemas.contract.WebhookUrl;
import renewals.v1.NoticeDue;
import renewals.v1.RobotKind;

/**
 * Has robots say notices in merchants' groups. Neither a robot's address nor its secret stands in a
 * result or in a log: whoever knows them can write to the group.
 */
public final class RobotSender implements Sender {

  private static final Map<RobotKind, RobotApi> APIS =
      Map.of(
          RobotKind.WECOM, new WecomApi(),
          RobotKind.DINGTALK, new DingtalkApi(),
          RobotKind.FEISHU, new FeishuApi());

  /** So long a message waits here for its robot's turn; for a later one it comes again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private static final Duration TOO_MANY_PAUSE = Duration.ofMinutes(1);
  private static final int TOO_MANY = 429;
  private static final int HTTPS = 443;
  private static final String URL_REFUSED =
      "URL_REFUSED: expected a robot's address as its provider shows it, with https";

  private final RobotSettings settings;
  private final Clock clock;
  private final Clock trueTime;
  private final RobotPaces paces;
  private final HostBreakers breakers;
  private final RobotExchange exchange;

  /** A sender. */
  public RobotSender(RobotSettings settings, ServiceClock time) {
    this(settings, time, System::nanoTime);
  }

  RobotSender(RobotSettings settings, ServiceClock time, LongSupplier nanos) {
    this.settings = settings;
    this.clock = time.clock();
    this.trueTime = time.trueTime();
    this.paces = new RobotPaces(settings.perMinute(), nanos);
    this.breakers = new HostBreakers(clock);
    this.exchange = new RobotExchange(settings.timeout());
  }

  /** Many merchants may share a robot, such as an agent's, and one may have many notices. */
  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(
        new KeyedExecutor.Key("merchant/" + due.getMerchantId(), true),
        new KeyedExecutor.Key("robot/" + robotOf(due), true));
  }

  @Override
  public SendResult send(NoticeDue due) {
    RobotKind kind = due.getRobot();
    RobotApi api = kind == null ? null : APIS.get(kind);
    if (kind == null || api == null) {
      return SendResult.refused("ADDRESS_REFUSED: expected a robot of a known provider");
    }
    Optional<URI> robot = WebhookUrl.parse(due.getTarget()).filter(url -> isAllowed(url, api));
    if (robot.isEmpty()) {
      return SendResult.refused(URL_REFUSED);
    }
    try {
      String secret = secretOf(due);
      RobotApi.Message message =
          api.message(robot.get(), secret, due.getBody(), trueTime.instant());
      return unlessPaused(kind, api, message, paces.of(kind, robotOf(due)));
    } catch (MerchantSecrets.RefusedException e) {
      // a contact may give the secret itself where its name belongs
      return SendResult.refused(
          e.word() + ": the contact's robot.secretRef gives this merchant no secret");
    } catch (IllegalArgumentException e) {
      return SendResult.refused(URL_REFUSED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SendResult.failed("STOPPED: the sender was stopped");
    }
  }

  /** How many hosts give no answer and are tried seldom. */
  public int pausedHosts() {
    return breakers.paused();
  }

  /** All robots of WeCom whose key is a secret have one target: the secret's name tells which. */
  private static String robotOf(NoticeDue due) {
    String ref = due.getSecretRef();
    return due.getRobot() == RobotKind.WECOM && ref != null
        ? due.getTarget() + '\n' + ref
        : due.getTarget();
  }

  private @Nullable String secretOf(NoticeDue due) throws MerchantSecrets.RefusedException {
    String ref = due.getSecretRef();
    return ref == null ? null : settings.secrets().get().of(ref, due.getMerchantId()).getFirst();
  }

  /** A contact comes from outside: only its provider is spoken to, or whom the operator named. */
  private boolean isAllowed(URI url, RobotApi api) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    boolean isTls = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort();
    boolean isProvider = isTls && host.equals(api.host()) && (port == -1 || port == HTTPS);
    boolean isNamed =
        (isTls || settings.allowHttp())
            && settings.hosts().contains(port == -1 ? host : host + ':' + port);
    return (isProvider || isNamed) && url.getRawPath() != null && api.isPath(url.getRawPath());
  }

  /** All robots of a provider are at one host: where that is silent, none of them is heard. */
  private SendResult unlessPaused(
      RobotKind kind, RobotApi api, RobotApi.Message message, RobotPace pace)
      throws InterruptedException {
    String host = message.to().getRawAuthority().toLowerCase(Locale.ROOT);
    Optional<Instant> until = breakers.pausedUntil(host);
    if (until.isPresent()) {
      return SendResult.deferred(
          "HOST_PAUSED: the host gives no answer and is tried seldom", until.get());
    }
    boolean isTried = false;
    try {
      RobotPace.Turn turn = pace.next(LONGEST_WAIT);
      if (!turn.isTaken()) {
        return SendResult.deferred(
            "BUSY: the robot says no more for now", clock.instant().plus(turn.in()));
      }
      TimeUnit.NANOSECONDS.sleep(turn.in().toNanos());
      HttpResponse<byte[]> answer = exchange.of(message);
      isTried = true;
      breakers.answered(host);
      return resultOf(kind, judge(kind, api, answer), pace);
    } catch (HttpTimeoutException | TimeoutException e) {
      isTried = true;
      breakers.failed(host);
      return SendResult.failed(
          "TIMEOUT: no answer within " + settings.timeout().toSeconds() + " s");
    } catch (IOException e) {
      isTried = true;
      breakers.failed(host);
      return SendResult.failed("CONNECTION: " + e.getClass().getSimpleName());
    } finally {
      if (!isTried) {
        breakers.untried(host);
      }
    }
  }

  private static Verdict judge(RobotKind kind, RobotApi api, HttpResponse<byte[]> answer) {
    JsonNode json = Json.parsed(answer.body());
    if (json != null && json.isObject()) {
      return api.judge(json);
    }
    return answer.statusCode() == TOO_MANY
        ? new Verdict.TooMuch(TOO_MANY_PAUSE)
        : new Verdict.Failed("%s_HTTP_%d".formatted(kind, answer.statusCode()));
  }

  private SendResult resultOf(RobotKind kind, Verdict verdict, RobotPace pace) {
    return switch (verdict) {
      case Verdict.Said ignored -> SendResult.said();
      case Verdict.TooMuch much -> {
        pace.shut(much.pause());
        yield SendResult.deferred(
            "BUSY: %s takes no more from this robot for now".formatted(kind),
            clock.instant().plus(much.pause()));
      }
      case Verdict.Gone gone ->
          SendResult.refused(
              "ADDRESS_REFUSED: there is no such robot any more (%s)".formatted(gone.word()));
      case Verdict.Refused refused -> SendResult.refused(refused.word() + ": " + refused.why());
      case Verdict.Failed failed ->
          SendResult.failed(failed.word() + ": the provider did not take it");
    };
  }
}
