package renewals.activation.query;

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
import renewals.activation.domain.Card;
import renewals.activation.domain.Case;
import renewals.activation.domain.ExpectedUsable;
import renewals.activation.domain.LedgerEntry;
import renewals.activation.domain.RenewalStatus;
import renewals.activation.query.KeyLocator.Place;
import renewals.activation.topology.Estimating;
import renewals.activation.topology.Inputs;
import renewals.activation.topology.Stores;
import renewals.kit.InstanceClient;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;

/**
 * QueryResponses for any key from this instance's state or from that of the instance that holds it,
 * a complete copy's if the active one is away. QueryResponses may run ahead of the outputs by one
 * commit. Nothing is called unknown that might only not have been read yet.
 */
public final class RenewalQuery {

  private static final Logger LOG = LoggerFactory.getLogger(RenewalQuery.class);

  /** An instance of the next version may say more than this one knows. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Clock clock;
  private final PeerClient peers;
  private final Estimating estimating;
  private volatile @Nullable Backend backend;

  private record Backend(LocalStateReader local, KeyLocator locator) {}

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
   * @param estimating how expected times are told
   */
  public RenewalQuery(Optional<String> token, Estimating estimating, Clock clock) {
    this.estimating = estimating;
    this.clock = clock;
    this.peers = new PeerClient(token);
  }

  /** From now on answers from this instance's state and its peers'. */
  public void connect(
      StreamsRunner runner, InputWatermark inputs, StandbyFreshness copies, HostInfo self) {
    backend =
        new Backend(
            new LocalStateReader(runner.streams(), copies, inputs, clock),
            new KeyLocator(runner.streams(), self));
  }

  Found<QueryResponses.Renewal> renewal(String renewalId, Reach reach) {
    return answer(
        new Question<>(
            Stores.CASES,
            renewalId,
            "/v1/renewals/" + PeerClient.encoded(renewalId),
            body -> Optional.of(JSON.readValue(body, QueryResponses.Renewal.class)),
            (here, partition) -> renewalHere(here, partition, renewalId)),
        reach);
  }

  Found<QueryResponses.Card> card(Iccid iccid, Reach reach) {
    return answer(
        new Question<>(
            Stores.CARDS,
            iccid.cardKey(),
            "/v1/cards/" + iccid.canonical(),
            body -> Optional.of(JSON.readValue(body, QueryResponses.Card.class)),
            (here, partition) -> cardHere(here, partition, iccid)),
        reach);
  }

  /**
   * What is asked.
   *
   * @param path where another instance is asked
   * @param remote reads the answer from what the other instance says
   * @param local reads the answer from this instance's state
   */
  private record Question<T>(
      String store, String key, String path, RemoteAnswer<T> remote, LocalAnswer<T> local) {}

  private interface RemoteAnswer<T> {
    Optional<T> read(String body) throws JsonProcessingException;
  }

  private interface LocalAnswer<T> {
    Found<T> read(LocalStateReader here, int partition);
  }

  private <T> Found<T> answer(Question<T> question, Reach reach) {
    Backend here = backend;
    if (here == null) {
      return new Found.Moving<>();
    }
    Place place = here.locator().of(question.store(), question.key());
    for (HostInfo host : place.hosts()) {
      Found<T> found = new Found.Moving<>();
      if (host.equals(here.locator().self())) {
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
      return question.local().read(here.local(), place.partition());
    } catch (StreamsException e) {
      LOG.debug("state is being moved", e);
      return new Found.Moving<>();
    }
  }

  private static <T> Found<T> found(Optional<T> answer) {
    return answer.isPresent() ? new Found.Known<>(answer.get()) : new Found.Unknown<>();
  }

  private <T> Found<T> answerFrom(HostInfo host, Question<T> question) {
    Optional<InstanceClient.Answer> answer = peers.ask(host, question.path());
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

  private Found<QueryResponses.Renewal> renewalHere(
      LocalStateReader here, int partition, String renewalId) {
    LocalStateReader.FoundCase of = here.find(renewalId, partition);
    Case found = of.found();
    if (found == null) {
      return nothing(here.isUnknown(of.seen(), Inputs.RENEWAL_FACTS, partition));
    }
    return switch (entryOf(found)) {
      case Found.Known<QueryResponses.CardRenewal> entry ->
          new Found.Known<>(view(found, Optional.of(entry.answer()), of.seen()));
      case Found.Unknown<?> notBookedYet ->
          new Found.Known<>(view(found, Optional.empty(), of.seen()));
      // Without its dates it would look like a renewal without an end.
      case Found.Moving<?> moving -> new Found.Moving<>();
    };
  }

  private QueryResponses.Renewal view(
      Case found, Optional<QueryResponses.CardRenewal> entry, LocalStateReader.Seen seen) {
    Instant now = clock.instant();
    ExpectedUsable expected =
        found instanceof Case.Renewal renewal ? estimating.of(renewal, now) : null;
    return QueryResponseMapper.renewal(found, entry, expected, now, seen);
  }

  private static <T> Found<T> nothing(boolean unknown) {
    return unknown ? new Found.Unknown<>() : new Found.Moving<>();
  }

  /** The dates of the activation by which a renewal is usable: they lie with its card. */
  private Found<QueryResponses.CardRenewal> entryOf(Case found) {
    if (!(found instanceof Case.Renewal renewal)
        || renewal.lastActivation() == null
        || !RenewalStatus.of(found).usable()) {
      return new Found.Unknown<>();
    }
    String cardKey = renewal.request().cardKey();
    String activationId = renewal.renewalId() + "/" + renewal.activations();
    Instant at = renewal.lastActivation().at();
    Question<QueryResponses.CardRenewal> question =
        new Question<>(
            Stores.CARDS,
            cardKey,
            "/v1/cards/" + cardKey,
            body -> renewalOf(JSON.readValue(body, QueryResponses.Card.class), activationId),
            (here, partition) ->
                found(
                    here.cards(
                            partition,
                            cards -> Optional.ofNullable(cards.entry(cardKey, activationId, at)))
                        .read()
                        .map(QueryResponseMapper::cardRenewal)));
    return answer(question, Reach.ANYWHERE);
  }

  private static Optional<QueryResponses.CardRenewal> renewalOf(
      QueryResponses.Card card, String activationId) {
    return card.renewals().stream()
        .filter(renewal -> renewal.activationId().equals(activationId))
        .reduce((earlier, later) -> later);
  }

  private Found<QueryResponses.Card> cardHere(LocalStateReader here, int partition, Iccid iccid) {
    LocalStateReader.OfCards<Optional<Ledger>> ledger =
        here.cards(
            partition,
            cards ->
                Optional.ofNullable(cards.head(iccid.cardKey()))
                    .map(head -> new Ledger(head, cards.entries(iccid.cardKey()))));
    if (ledger.read().isEmpty()) {
      return nothing(here.isUnknown(ledger.seen(), Inputs.CARD_CHANGES, partition));
    }
    Ledger read = ledger.read().get();
    return new Found.Known<>(
        QueryResponseMapper.card(
            iccid.canonical(), read.head(), read.entries(), clock.instant(), ledger.seen()));
  }

  private record Ledger(Card head, List<LedgerEntry> entries) {}
}
