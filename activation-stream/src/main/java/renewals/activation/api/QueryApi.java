package renewals.activation.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.api.Whereabouts.Place;
import renewals.activation.domain.Card;
import renewals.activation.domain.Case;
import renewals.activation.domain.LedgerEntry;
import renewals.activation.domain.Standing;
import renewals.activation.runtime.StreamsRunner;
import renewals.activation.topology.CardState;
import renewals.activation.topology.Stores;
import renewals.kit.Problem;
import renewals.schemas.contract.Iccid;

/**
 * {@code GET /v1/renewals/{renewalId}} and {@code GET /v1/cards/{iccid}}: any instance answers for
 * any key, from its own state or from that of the instance that holds it, a standby's if the active
 * one is away. Answers may run ahead of the outputs by one commit.
 */
public final class QueryApi {

  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_AFTER_SECONDS = "2";

  private final Optional<String> token;
  private final Clock clock;
  private final OtherInstances others;
  private volatile @Nullable Backend backend;

  private record Backend(LocalState local, Whereabouts whereabouts) {}

  /**
   * An API that answers 503 until it is connected.
   *
   * @param token asked for on each query as {@code Authorization: Bearer}, if there is one
   */
  public QueryApi(Optional<String> token, Clock clock) {
    this.token = token;
    this.clock = clock;
    this.others = new OtherInstances(token);
  }

  /** From now on answers from this instance's state and its peers'. */
  public void connect(StreamsRunner runner, HostInfo self) {
    backend =
        new Backend(
            new LocalState(runner.streams(), clock), new Whereabouts(runner.streams(), self));
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/v1/*", this::authenticate);
    config.routes.get("/v1/renewals/{renewalId}", this::renewal);
    config.routes.get("/v1/cards/{iccid}", this::card);
  }

  private void authenticate(Context context) {
    if (token.isEmpty()) {
      return;
    }
    String expected = "Bearer " + token.get();
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    boolean same =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      context.header("WWW-Authenticate", "Bearer");
      Problem.of(401, "Unauthorized", "expected the configured token as bearer").answer(context);
      context.skipRemainingHandlers();
    }
  }

  private void renewal(Context context) {
    String renewalId = context.pathParam("renewalId");
    answer(
        context, Stores.CASES, renewalId, (here, place) -> renewalAnswer(here, place, renewalId));
  }

  private Optional<Object> renewalAnswer(Backend here, Place place, String renewalId) {
    Case found = here.local().find(renewalId, place.partition());
    if (found == null) {
      return Optional.empty();
    }
    LocalState.Seen seen =
        here.local()
            .seen(Stores.CASES, place.partition(), place.isActive(here.whereabouts().self()));
    return Optional.of(Views.renewal(found, entryOf(here, found), seen));
  }

  /** The dates of the activation by which a renewal is usable: they lie with its card. */
  private Optional<Answers.CardRenewal> entryOf(Backend here, Case found) {
    if (!(found instanceof Case.Renewal renewal)
        || renewal.lastActivation() == null
        || !Standing.of(found).usable()) {
      return Optional.empty();
    }
    String cardKey = renewal.request().cardKey();
    String activationId = renewal.renewalId() + "/" + renewal.activations();
    Place place = here.whereabouts().of(Stores.CARDS, cardKey);
    for (HostInfo host : place.hosts()) {
      try {
        if (host.equals(here.whereabouts().self())) {
          LedgerEntry entry =
              here.local()
                  .cards(place.partition())
                  .entry(cardKey, activationId, renewal.lastActivation().at());
          return Optional.ofNullable(entry).map(Views::cardRenewal);
        }
        Optional<OtherInstances.Answer> answer = others.ask(host, "/v1/cards/" + cardKey);
        if (answer.isPresent() && answer.get().status() == 200) {
          return renewalOf(JSON.readValue(answer.get().body(), Answers.Card.class), activationId);
        }
      } catch (InvalidStateStoreException | JsonProcessingException e) {
        LOG.debug("{} could not say the dates of an activation", host, e);
      }
    }
    return Optional.empty();
  }

  private static Optional<Answers.CardRenewal> renewalOf(Answers.Card card, String activationId) {
    return card.renewals().stream()
        .filter(renewal -> renewal.activationId().equals(activationId))
        .reduce((earlier, later) -> later);
  }

  private void card(Context context) {
    String given = context.pathParam("iccid");
    Optional<Iccid> iccid = Iccid.parse(given);
    if (iccid.isEmpty()) {
      Problem.of(400, "Bad request", "iccid is %s, expected %s".formatted(given, Iccid.EXPECTATION))
          .answer(context);
      return;
    }
    String cardKey = iccid.get().cardKey();
    answer(context, Stores.CARDS, cardKey, (here, place) -> cardAnswer(here, place, iccid.get()));
  }

  private Optional<Object> cardAnswer(Backend here, Place place, Iccid iccid) {
    CardState cards = here.local().cards(place.partition());
    Card head = cards.head(iccid.cardKey());
    if (head == null) {
      return Optional.empty();
    }
    LocalState.Seen seen =
        here.local()
            .seen(Stores.CARDS, place.partition(), place.isActive(here.whereabouts().self()));
    return Optional.of(
        Views.card(iccid.canonical(), head, cards.entries(iccid.cardKey()), clock.instant(), seen));
  }

  /** Reads an answer from this instance's state; empty if the key is unknown. */
  private interface LocalAnswer {
    Optional<Object> read(Backend here, Place place);
  }

  private void answer(Context context, String store, String key, LocalAnswer local) {
    Backend here = backend;
    if (here == null) {
      moving(context);
      return;
    }
    Place place = here.whereabouts().of(store, key);
    boolean passedOn = context.header(OtherInstances.PASSED_ON) != null;
    for (HostInfo host : place.hosts()) {
      if (host.equals(here.whereabouts().self())) {
        if (answerHere(context, here, place, local)) {
          return;
        }
      } else if (!passedOn && answerFrom(host, context)) {
        return;
      }
    }
    moving(context);
  }

  private static boolean answerHere(Context context, Backend here, Place place, LocalAnswer local) {
    try {
      Optional<Object> answer = local.read(here, place);
      if (answer.isPresent()) {
        context.contentType("application/json").result(JSON.writeValueAsString(answer.get()));
      } else {
        Problem.of(404, "Not found", "nothing is known of " + context.path()).answer(context);
      }
      return true;
    } catch (StreamsException e) {
      LOG.debug("state is being moved", e);
      return false;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: answers have plain fields only", e);
    }
  }

  private boolean answerFrom(HostInfo host, Context context) {
    // The path is still as it came, percent-encoded.
    Optional<OtherInstances.Answer> answer = others.ask(host, context.path());
    answer.ifPresent(
        given ->
            context.status(given.status()).contentType(given.contentType()).result(given.body()));
    return answer.isPresent();
  }

  private static void moving(Context context) {
    context.header("Retry-After", RETRY_AFTER_SECONDS);
    Problem.of(503, "Being moved", "the state is being moved, try again in a moment")
        .answer(context);
  }
}
