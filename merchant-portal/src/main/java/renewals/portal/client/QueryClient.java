package renewals.portal.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.http.InstanceClient;
import renewals.kit.http.InstanceClient.Answer;
import renewals.portal.client.QueryMeters.Outcome;
import renewals.schemas.query.QueryResponses;

/**
 * Asks activation-stream's query API. Any of its instances answers for every key, so where one
 * gives no answer, or can't say for now, the next is asked; whoever answered last is asked first.
 * For any number of threads; never throws for what the other side does.
 */
public final class QueryClient implements RenewalLookup {

  private static final Logger LOG = LoggerFactory.getLogger(QueryClient.class);

  /** An instance of the next version may say more than this one knows. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** An instance asks others for up to 2 s each: one that works on a key, and its copies. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** As many as are answered at once. */
  private static final int CARDS_AT_ONCE = 500;

  private static final int OK = 200;
  private static final int BEING_MOVED = 503;

  private final List<String> instances;
  private final InstanceClient client;
  private final QueryMeters meters;
  private final AtomicInteger answeredLast = new AtomicInteger();

  /**
   * Asks these instances.
   *
   * @param instances base URLs without a slash at their end, at least one
   * @param token that they ask for, if they do
   * @param trust whose certificates are believed; absent for the JDK's authorities
   * @param registry where questions count
   */
  public QueryClient(
      List<String> instances,
      Optional<String> token,
      Optional<SSLContext> trust,
      MeterRegistry registry) {
    this.instances = List.copyOf(instances);
    Map<String, String> headers = InstanceClient.bearer(token);
    this.client = new InstanceClient(ANSWER_WITHIN, question -> headers, trust);
    this.meters = new QueryMeters(registry);
  }

  @Override
  public Found<QueryResponses.Renewal> renewal(String renewalId) {
    return ask("/v1/renewals/" + encoded(renewalId), QueryResponses.Renewal.class);
  }

  @Override
  public Found<QueryResponses.Card> card(String iccid, @Nullable String carrierId) {
    String by = carrierId == null ? "" : "?carrierId=" + encoded(carrierId);
    return ask("/v1/cards/" + encoded(iccid) + by, QueryResponses.Card.class);
  }

  @Override
  public Found<QueryResponses.Quote> quote(QuoteQuery question) {
    return ask("/v1/quotes?" + question.query(), QueryResponses.Quote.class);
  }

  @Override
  public Found<QueryResponses.MerchantCards> merchantCards(String merchantId, String cursor) {
    String from = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
    return ask(
        "/v1/merchants/" + encoded(merchantId) + "/cards?limit=" + CARDS_AT_ONCE + from,
        QueryResponses.MerchantCards.class);
  }

  @Override
  public List<QueryResponses.Announcement> announcements(
      String carrierId, String channelId, String planId) {
    String query =
        "carrierId=%s&channelId=%s&planId=%s"
            .formatted(encoded(carrierId), encoded(channelId), encoded(planId));
    return known(ask("/v1/announcements?" + query, QueryResponses.Announcements.class))
        .map(QueryResponses.Announcements::announcements)
        .orElse(List.of());
  }

  @Override
  public List<String> carriers() {
    return processingTimes().stream()
        .flatMap(times -> times.times().stream())
        .map(QueryResponses.StageTime::carrierId)
        .distinct()
        .sorted()
        .toList();
  }

  /** Renewals by state and stuck money of all partitions; empty where nobody answers. */
  public Optional<QueryResponses.StateCounts> stateCounts() {
    return known(ask("/v1/state-counts", QueryResponses.StateCounts.class));
  }

  /** How long carriers take and how often told times held; empty where nobody answers. */
  public Optional<QueryResponses.ProcessingTimes> processingTimes() {
    return known(ask("/v1/processing-times", QueryResponses.ProcessingTimes.class));
  }

  /** What retention took away unread; empty where nobody answers. */
  public Optional<QueryResponses.UnreadLosses> unreadLosses() {
    return known(ask("/v1/unread-losses", QueryResponses.UnreadLosses.class));
  }

  /** {@link Health#READY}, or why nothing can be asked; asks now. */
  public String state() {
    boolean answers =
        instances.stream()
            .anyMatch(
                instance ->
                    client
                        .ask(instance, "/health/live")
                        .filter(one -> one.status() == OK)
                        .isPresent());
    return answers ? Health.READY : "no answer from " + String.join(", ", instances);
  }

  private static <T> Optional<T> known(Found<T> found) {
    return found instanceof Found.Known<T> known ? Optional.of(known.answer()) : Optional.empty();
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private <T> Found<T> ask(String path, Class<T> type) {
    long began = System.nanoTime();
    Found<T> found = askEach(path, type);
    meters.count(outcome(found), System.nanoTime() - began);
    return found;
  }

  private <T> Found<T> askEach(String path, Class<T> type) {
    int first = answeredLast.get();
    Found<T> best = new Found.Away<>();
    for (int i = 0; i < instances.size(); i++) {
      int index = (first + i) % instances.size();
      Found<T> found = askOne(instances.get(index), path, type);
      switch (found) {
        case Found.Known<T> known -> {
          answeredLast.set(index);
          return known;
        }
        case Found.Unknown<T> unknown -> {
          answeredLast.set(index);
          return unknown;
        }
        case Found.Moving<T> moving -> best = moving;
        case Found.Away<T> ignored -> {
          // the next may answer
        }
      }
    }
    return best;
  }

  private <T> Found<T> askOne(String instance, String path, Class<T> type) {
    Optional<Answer> given = client.ask(instance, path);
    if (given.isEmpty()) {
      return new Found.Away<>();
    }
    Answer answer = given.get();
    if (answer.saysUnknown()) {
      return new Found.Unknown<>();
    }
    return switch (answer.status()) {
      case OK -> read(instance, answer.body(), type);
      case BEING_MOVED -> new Found.Moving<>();
      default -> {
        LOG.warn("{} answered a query with status {}", instance, answer.status());
        yield new Found.Away<>();
      }
    };
  }

  private static <T> Found<T> read(String instance, String body, Class<T> type) {
    try {
      return new Found.Known<>(JSON.readValue(body, type));
    } catch (JsonProcessingException e) {
      LOG.warn("{} answered a query with what it should not", instance, e);
      return new Found.Away<>();
    }
  }

  private static Outcome outcome(Found<?> found) {
    return switch (found) {
      case Found.Known<?> ignored -> Outcome.ANSWERED;
      case Found.Unknown<?> ignored -> Outcome.UNKNOWN;
      case Found.Moving<?> ignored -> Outcome.MOVING;
      case Found.Away<?> ignored -> Outcome.AWAY;
    };
  }
}
