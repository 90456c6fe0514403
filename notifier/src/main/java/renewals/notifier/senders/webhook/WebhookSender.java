package renewals.notifier.senders.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.sandbox.ServiceClock;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.dispatch.Sender;
import renewals.notifier.senders.http.HostBreakers;
import renewals.notifier.senders.http.StatusExchange;
import renewals.notifier.senders.http.Within;
import renewals.notifier.senders.secrets.MerchantSecrets;
import renewals.schemas.contract.WebhookUrl;
import renewals.v1.NoticeDue;

/**
 * Posts notices to merchants' webhooks, signed as Standard Webhooks demands: the id is the
 * notice's, the timestamp that of the try. Redirects are not followed.
 */
public final class WebhookSender implements Sender {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

  private final HttpClient client;
  private final WebhookSettings settings;
  private final Clock clock;
  private final Clock trueTime;
  private final Destinations destinations;
  private final HostBreakers breakers;

  /** Tries whose time is measured from outside: finding a host cannot be given a time itself. */
  private final Executor tries =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("webhook-host-", 0).factory());

  /** A sender. */
  public WebhookSender(WebhookSettings settings, ServiceClock time) {
    this(settings, time, InetAddress::getAllByName);
  }

  WebhookSender(WebhookSettings settings, ServiceClock time, Destinations.Resolver resolver) {
    this.settings = settings;
    this.destinations = new Destinations(settings.allowPrivate(), resolver);
    this.clock = time.clock();
    this.trueTime = time.trueTime();
    this.breakers = new HostBreakers(clock);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  /**
   * Whoever owns a domain makes hosts and ports of it as he likes, so the merchant counts too; and
   * the address, where many merchants' hosts end.
   */
  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    List<KeyedExecutor.Key> keys = new ArrayList<>();
    keys.add(new KeyedExecutor.Key("merchant/" + due.getMerchantId(), true));
    hostOf(due)
        .ifPresent(
            host -> {
              keys.add(new KeyedExecutor.Key("host/" + host, true));
              destinations
                  .placeOf(host)
                  .ifPresent(place -> keys.add(new KeyedExecutor.Key("address/" + place, false)));
            });
    return keys;
  }

  @Override
  public boolean isLocated(NoticeDue due) {
    return hostOf(due).flatMap(destinations::placeOf).isPresent() || hostOf(due).isEmpty();
  }

  @Override
  public void locate(NoticeDue due) {
    String host = hostOf(due).orElseThrow();
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    try {
      Within.deadline(deadline, CompletableFuture.runAsync(() -> destinations.locate(host), tries));
    } catch (IOException | TimeoutException e) {
      LOG.debug("A host was not found: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> hostOf(NoticeDue due) {
    return WebhookUrl.parse(due.getTarget()).map(uri -> uri.getHost().toLowerCase(Locale.ROOT));
  }

  @Override
  public SendResult send(NoticeDue due) {
    String ref = due.getSecretRef();
    if (ref == null) {
      return SendResult.refused("NO_SECRET: the contact names no webhookSecretRef");
    }
    Optional<URI> uri = WebhookUrl.parse(due.getTarget()).filter(this::isAllowed);
    if (uri.isEmpty()) {
      return SendResult.refused("URL_REFUSED: expected an https URL");
    }
    try {
      return unlessPaused(due.getMerchantId(), uri.get().getHost(), request(uri.get(), due, ref));
    } catch (MerchantSecrets.RefusedException e) {
      return SendResult.refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return SendResult.refused("URL_REFUSED: expected an https URL");
    } catch (WebhookSigningException e) {
      return SendResult.failed("SIGNING: the payload could not be signed");
    } catch (HttpTimeoutException | TimeoutException e) {
      return SendResult.failed(
          "TIMEOUT: no answer within " + settings.timeout().toSeconds() + " s");
    } catch (IOException e) {
      return SendResult.failed("CONNECTION: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SendResult.failed("STOPPED: the sender was stopped");
    }
  }

  /** How many hosts give no answer and are tried seldom. */
  public int pausedHosts() {
    return breakers.paused();
  }

  /**
   * By merchant and host: many merchants may share a host, where one's URL that never answers must
   * not hold up what goes to the others.
   */
  private SendResult unlessPaused(String merchantId, String host, HttpRequest request)
      throws IOException, TimeoutException, InterruptedException {
    String whose = merchantId + "@" + host.toLowerCase(Locale.ROOT);
    Optional<Instant> until = breakers.pausedUntil(whose);
    if (until.isPresent()) {
      return SendResult.deferred(
          "HOST_PAUSED: the host gives no answer and is tried seldom", until.get());
    }
    boolean isSilent = false;
    boolean hasAnswered = false;
    try {
      SendResult result = post(host, request);
      hasAnswered = true;
      return result;
    } catch (IOException | TimeoutException e) {
      isSilent = true;
      throw e;
    } finally {
      if (isSilent) {
        breakers.failed(whose);
      } else if (hasAnswered) {
        breakers.answered(whose);
      } else {
        breakers.untried(whose);
      }
    }
  }

  private SendResult post(String host, HttpRequest request)
      throws IOException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    if (!Within.deadline(deadline, CompletableFuture.supplyAsync(() -> isAllowed(host), tries))) {
      return SendResult.refused("URL_REFUSED: the host is not on the public internet");
    }
    return WebhookAnswer.of(StatusExchange.of(client, request, deadline), clock.instant());
  }

  private boolean isAllowed(String host) {
    try {
      return destinations.allows(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isAllowed(URI uri) {
    String scheme = uri.getScheme();
    return "https".equalsIgnoreCase(scheme)
        || (settings.allowHttp() && "http".equalsIgnoreCase(scheme));
  }

  private HttpRequest request(URI uri, NoticeDue due, String ref)
      throws MerchantSecrets.RefusedException, WebhookSigningException {
    List<Webhook> secrets = settings.secrets().get().of(ref, due.getMerchantId());
    return WebhookRequest.of(
        uri, due.getNoticeId(), due.getBody(), trueTime.instant(), secrets, settings.timeout());
  }
}
