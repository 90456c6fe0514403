package renewals.activation.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import renewals.schemas.contract.Iccid;

/**
 * Answers for any key from this instance's state or from that of the instance that holds it, a
 * standby's if the active one is away. Answers may run ahead of the outputs by one commit.
 */
public final class RenewalQuery implements RenewalLookup {

  private static final Logger LOG = LoggerFactory.getLogger(RenewalQuery.class);

  /** An instance of the next version may say more than this one knows. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Clock clock;
  private final OtherInstances others;
  private volatile @Nullable Backend backend;

  private record Backend(LocalState local, Whereabouts whereabouts) {}

  /** How far a question may go. */
  enum Reach {
    /** To every instance. */
    ANYWHERE,
    /** Another instance passed it on: not any further. */
    HERE
  }

  /**
   * A query that answers {@link Found.Moving} until it is connected.
   *
   * @param token that the other instances ask for, if they do
   */
  public RenewalQuery(Optional<String> token, Clock clock) {
    this.clock = clock;
    this.others = new OtherInstances(token);
  }

  /** From now on answers from this instance's state and its peers'. */
  public void connect(StreamsRunner runner, HostInfo self) {
    backend =
        new Backend(
            new LocalState(runner.streams(), clock), new Whereabouts(runner.streams(), self));
  }

  @Override
  public Found<Answers.Renewal> renewal(String renewalId) {
    return renewal(renewalId, Reach.ANYWHERE);
  }

  @Override
  public Found<Answers.Card> card(String iccid) {
    return card(new Iccid(iccid), Reach.ANYWHERE);
  }

  Found<Answers.Renewal> renewal(String renewalId, Reach reach) {
    return answer(
        new Question<>(
            Stores.CASES,
            renewalId,
            "/v1/renewals/" + OtherInstances.encoded(renewalId),
            body -> Optional.of(JSON.readValue(body, Answers.Renewal.class)),
            (here, place) -> renewalHere(here, place, renewalId)),
        reach);
  }

  Found<Answers.Card> card(Iccid iccid, Reach reach) {
    return answer(
        new Question<>(
            Stores.CARDS,
            iccid.cardKey(),
            "/v1/cards/" + iccid.canonical(),
            body -> Optional.of(JSON.readValue(body, Answers.Card.class)),
            (here, place) -> cardHere(here, place, iccid)),
        reach);
  }

  /**
   * What is asked.
   *
   * @param path where another instance is asked
   * @param remote reads the answer from what the other instance says
   * @param local reads the answer from this instance's state; empty if the key is unknown
   */
  private record Question<T>(
      String store, String key, String path, RemoteAnswer<T> remote, LocalAnswer<T> local) {}

  private interface RemoteAnswer<T> {
    Optional<T> read(String body) throws JsonProcessingException;
  }

  private interface LocalAnswer<T> {
    Optional<T> read(Backend here, Place place);
  }

  private <T> Found<T> answer(Question<T> question, Reach reach) {
    Backend here = backend;
    if (here == null) {
      return new Found.Moving<>();
    }
    Place place = here.whereabouts().of(question.store(), question.key());
    for (HostInfo host : place.hosts()) {
      Found<T> found = new Found.Moving<>();
      if (host.equals(here.whereabouts().self())) {
        found = answerHere(here, place, question);
      } else if (reach == Reach.ANYWHERE) {
        found = answerFrom(host, question);
      }
      if (!(found instanceof Found.Moving)) {
        return found;
      }
    }
    return new Found.Moving<>();
  }

  private static <T> Found<T> answerHere(Backend here, Place place, Question<T> question) {
    try {
      return found(question.local().read(here, place));
    } catch (StreamsException e) {
      LOG.debug("state is being moved", e);
      return new Found.Moving<>();
    }
  }

  private static <T> Found<T> found(Optional<T> answer) {
    return answer.isPresent() ? new Found.Known<>(answer.get()) : new Found.Unknown<>();
  }

  private <T> Found<T> answerFrom(HostInfo host, Question<T> question) {
    Optional<OtherInstances.Answer> answer = others.ask(host, question.path());
    if (answer.isEmpty()) {
      return new Found.Moving<>();
    }
    if (answer.get().status() == NOT_FOUND) {
      return new Found.Unknown<>();
    }
    if (answer.get().status() != OK) {
      LOG.warn("{} answered a query with status {}", host, answer.get().status());
      return new Found.Moving<>();
    }
    try {
      return found(question.remote().read(answer.get().body()));
    } catch (JsonProcessingException e) {
      LOG.warn("{} answered {} with what it should not", host, question.store(), e);
      return new Found.Moving<>();
    }
  }

  private Optional<Answers.Renewal> renewalHere(Backend here, Place place, String renewalId) {
    Case found = here.local().find(renewalId, place.partition());
    if (found == null) {
      return Optional.empty();
    }
    LocalState.Seen seen =
        here.local()
            .seen(Stores.CASES, place.partition(), place.isActive(here.whereabouts().self()));
    return Optional.of(Views.renewal(found, entryOf(found), seen));
  }

  /** The dates of the activation by which a renewal is usable: they lie with its card. */
  private Optional<Answers.CardRenewal> entryOf(Case found) {
    if (!(found instanceof Case.Renewal renewal)
        || renewal.lastActivation() == null
        || !Standing.of(found).usable()) {
      return Optional.empty();
    }
    String cardKey = renewal.request().cardKey();
    String activationId = renewal.renewalId() + "/" + renewal.activations();
    Instant at = renewal.lastActivation().at();
    Question<Answers.CardRenewal> question =
        new Question<>(
            Stores.CARDS,
            cardKey,
            "/v1/cards/" + cardKey,
            body -> renewalOf(JSON.readValue(body, Answers.Card.class), activationId),
            (local, place) ->
                Optional.ofNullable(
                        local.local().cards(place.partition()).entry(cardKey, activationId, at))
                    .map(Views::cardRenewal));
    return answer(question, Reach.ANYWHERE) instanceof Found.Known<Answers.CardRenewal> known
        ? Optional.of(known.answer())
        : Optional.empty();
  }

  private static Optional<Answers.CardRenewal> renewalOf(Answers.Card card, String activationId) {
    return card.renewals().stream()
        .filter(renewal -> renewal.activationId().equals(activationId))
        .reduce((earlier, later) -> later);
  }

  private Optional<Answers.Card> cardHere(Backend here, Place place, Iccid iccid) {
    CardState cards = here.local().cards(place.partition());
    Card head = cards.head(iccid.cardKey());
    if (head == null) {
      return Optional.empty();
    }
    LocalState.Seen seen =
        here.local()
            .seen(Stores.CARDS, place.partition(), place.isActive(here.whereabouts().self()));
    List<LedgerEntry> entries = cards.entries(iccid.cardKey());
    return Optional.of(Views.card(iccid.canonical(), head, entries, clock.instant(), seen));
  }
}
