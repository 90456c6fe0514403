package renewals.stack.sim.merchant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import renewals.stack.sim.scenario.Merchant;

/**
 * The merchants' webhooks: check signatures, refuse as told, keep what they took. A challenge is no
 * notice; who takes anything takes it.
 */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHALLENGE = "renewal.webhook_challenge";
  private static final int TAKEN = 204;
  private static final int BAD_SIGNATURE = 401;
  private static final int GONE = 410;
  private static final int NOT_NOW = 503;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Webhook signature;
  private final Map<String, Merchant> merchants;
  private final Inbox inbox;
  private final Map<String, Integer> refusalsByPath = new ConcurrentHashMap<>();
  private final AtomicInteger badSignatures = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final Set<String> proven = ConcurrentHashMap.newKeySet();
  private final AtomicInteger earlyLinks = new AtomicInteger();

  private WebhookReceiver(
      HttpServer server, Webhook signature, Map<String, Merchant> merchants, Inbox inbox) {
    this.server = server;
    this.inbox = inbox;
    this.signature = signature;
    this.merchants = merchants;
  }

  /**
   * Listens on a free port of the loopback address.
   *
   * @param merchants by the paths of their webhooks
   * @param inbox keeps what came with a good signature
   */
  static WebhookReceiver open(Webhook signature, Map<String, Merchant> merchants, Inbox inbox) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebhookReceiver receiver = new WebhookReceiver(server, signature, merchants, inbox);
      server.createContext("/", receiver::answer);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot receive webhooks", e);
    }
  }

  /** What webhook URLs begin with. */
  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int badSignatures() {
    return badSignatures.get();
  }

  int refusals() {
    return refusals.get();
  }

  /** How many that took a challenge. */
  int proven() {
    return proven.size();
  }

  /** Posts with a link to addresses that had not taken their challenge. */
  int earlyLinks() {
    return earlyLinks.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(statusFor(exchange, body), -1);
    }
  }

  private int statusFor(HttpExchange exchange, String body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    try {
      signature.verify(body, headers);
    } catch (WebhookVerificationException e) {
      badSignatures.incrementAndGet();
      return BAD_SIGNATURE;
    }
    String path = exchange.getRequestURI().getPath();
    JsonNode posted = parsed(body);
    if (posted.path("type").asText().equals(CHALLENGE)) {
      return answerToChallenge(path);
    }
    if (posted.at("/data/link").isTextual() && !proven.contains(path)) {
      earlyLinks.incrementAndGet();
    }
    int status = statusFor(path);
    String noticeId = exchange.getRequestHeaders().getFirst("webhook-id");
    inbox.came(noticeId, body, status == TAKEN);
    return status;
  }

  private int answerToChallenge(String path) {
    if (takesNothing(path)) {
      refusals.incrementAndGet();
      return GONE;
    }
    proven.add(path);
    return TAKEN;
  }

  private boolean takesNothing(String path) {
    Merchant merchant = merchants.get(path);
    return merchant == null || merchant.refusesAlways();
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a webhook with a good signature that is no JSON", e);
    }
  }

  private int statusFor(String path) {
    Merchant merchant = merchants.get(path);
    if (merchant == null || merchant.refusesAlways()) {
      refusals.incrementAndGet();
      return GONE;
    }
    if (refusalsByPath.merge(path, 1, Integer::sum) <= merchant.refusals()) {
      refusals.incrementAndGet();
      return NOT_NOW;
    }
    return TAKEN;
  }
}
