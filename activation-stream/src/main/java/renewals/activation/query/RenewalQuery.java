package renewals.activation.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.stream.CardStores;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.query.state.Found;
import renewals.activation.query.state.KeyLocator;
import renewals.activation.query.state.KeyedQuery;
import renewals.activation.query.state.KeyedQuery.PeerRequest;
import renewals.activation.query.state.KeyedQuery.Reach;
import renewals.activation.query.state.LocalStateReader;
import renewals.activation.query.state.LocalStateReader.Seen;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.activation.query.state.StoredCard;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;

/**
 * Answers for any renewal and card, wherever its state lies. Answers may run ahead of the outputs
 * by one commit. Nothing is called unknown that might only not have been read yet.
 */
public final class RenewalQuery {

  /** An instance of the next version may say more than this one knows. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Clock clock;
  private final KeyedQuery keyed;
  private final Estimating estimating;
  private final QuoteResponses quotes;

  /**
   * A query that answers {@link Found.Moving} until it is connected.
   *
   * @param access how the other instances are asked
   * @param estimating how expected times are estimated
   * @param policy what operators set of the rules
   */
  public RenewalQuery(PeerAccess access, Estimating estimating, RulePolicy policy, Clock clock) {
    this.estimating = estimating;
    this.quotes = new QuoteResponses(estimating, policy);
    this.clock = clock;
    this.keyed = new KeyedQuery(access);
  }

  /** From now on answers from this instance's state and its peers'. */
  public void connect(
      StreamsRunner runner, InputWatermark inputs, StandbyFreshness copies, HostInfo self) {
    keyed.connect(
        new LocalStateReader(runner.streams(), copies, inputs, clock),
        new KeyLocator(runner.streams(), self));
  }

  Found<QueryResponses.Renewal> renewal(String renewalId, Reach reach) {
    return keyed.answer(
        new PeerRequest<>(
            RenewalStores.CASES,
            renewalId,
            "/v1/renewals/" + PeerClient.encoded(renewalId),
            body -> Optional.of(JSON.readValue(body, QueryResponses.Renewal.class)),
            (here, partition) -> renewalHere(here, partition, renewalId)),
        reach);
  }

  /**
   * How a card stands.
   *
   * @param carrierId by whose word it is used and stopped; null for the latest renewal's carrier
   */
  Found<QueryResponses.Card> card(Iccid iccid, @Nullable String carrierId, Reach reach) {
    String by = carrierId == null ? "" : "?carrierId=" + PeerClient.encoded(carrierId);
    return keyed.answer(
        new PeerRequest<>(
            CardStores.CARDS,
            iccid.cardKey(),
            "/v1/cards/" + iccid.canonical() + by,
            body -> Optional.of(JSON.readValue(body, QueryResponses.Card.class)),
            (here, partition) -> cardHere(here, partition, iccid, carrierId)),
        reach);
  }

  /** What a renewal would give that is requested now; a card that nobody knows is a new one. */
  Found<QueryResponses.Quote> quote(QuoteRequest asked, Reach reach) {
    Iccid iccid = asked.iccid();
    if (iccid == null) {
      Instant now = clock.instant();
      return new Found.Known<>(
          quotes.of(asked, null, null, now, new LocalStateReader.Seen(now, Seen.ACTIVE)));
    }
    return keyed.answer(
        new PeerRequest<>(
            CardStores.CARDS,
            iccid.cardKey(),
            "/v1/quotes?" + asked.query(),
            body -> Optional.of(JSON.readValue(body, QueryResponses.Quote.class)),
            (here, partition) -> quoteHere(here, partition, iccid, asked)),
        reach);
  }

  private Found<QueryResponses.Quote> quoteHere(
      LocalStateReader here, int partition, Iccid iccid, QuoteRequest asked) {
    LocalStateReader.OfCards<StoredCard> stored = stored(here, partition, iccid, asked.carrierId());
    Instant now = clock.instant();
    StoredCard read = stored.read();
    if (mayBeUnread(here, partition, stored)) {
      return new Found.Moving<>();
    }
    return new Found.Known<>(
        quotes.of(asked, read.head(), card(iccid, read, now, stored.seen()), now, stored.seen()));
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
    PeerRequest<QueryResponses.CardRenewal> request =
        new PeerRequest<>(
            CardStores.CARDS,
            cardKey,
            "/v1/cards/" + cardKey,
            body -> renewalOf(JSON.readValue(body, QueryResponses.Card.class), activationId),
            (here, partition) ->
                Found.of(
                    here.cards(
                            partition,
                            cards ->
                                Optional.ofNullable(
                                    cards.ledgers().entry(cardKey, activationId, at)))
                        .read()
                        .map(QueryResponseMapper::cardRenewal)));
    return keyed.answer(request, Reach.ANYWHERE);
  }

  private static Optional<QueryResponses.CardRenewal> renewalOf(
      QueryResponses.Card card, String activationId) {
    return card.renewals().stream()
        .filter(renewal -> renewal.activationId().equals(activationId))
        .reduce((earlier, later) -> later);
  }

  private Found<QueryResponses.Card> cardHere(
      LocalStateReader here, int partition, Iccid iccid, @Nullable String carrierId) {
    LocalStateReader.OfCards<StoredCard> stored = stored(here, partition, iccid, carrierId);
    StoredCard read = stored.read();
    if (mayBeUnread(here, partition, stored)) {
      return new Found.Moving<>();
    }
    return read.isKnown()
        ? new Found.Known<>(card(iccid, read, clock.instant(), stored.seen()))
        : new Found.Unknown<>();
  }

  /** Whether its first renewal may only not have been read yet. */
  private static boolean mayBeUnread(
      LocalStateReader here, int partition, LocalStateReader.OfCards<StoredCard> stored) {
    return stored.read().head() == null
        && !here.isUnknown(stored.seen(), Inputs.CARD_CHANGES, partition);
  }

  private QueryResponses.Card card(Iccid iccid, StoredCard read, Instant now, Seen seen) {
    Card head = read.head();
    if (head == null) {
      return QueryResponseMapper.cardWithoutLedger(
          iccid.canonical(), read.view(), read.reported(), now, seen);
    }
    return QueryResponseMapper.card(
        iccid.canonical(),
        head,
        read.view(),
        read.reported(),
        CardCalendar.of(head, read.view().entries(), quotes.policy(), estimating, now),
        now,
        seen);
  }

  private static LocalStateReader.OfCards<StoredCard> stored(
      LocalStateReader here, int partition, Iccid iccid, @Nullable String carrierId) {
    return here.cards(partition, cards -> StoredCard.of(cards, iccid.cardKey(), carrierId));
  }
}
