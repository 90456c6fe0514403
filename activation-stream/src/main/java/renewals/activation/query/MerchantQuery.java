package renewals.activation.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.stream.MerchantLists;
import renewals.activation.merchant.stream.MerchantStores;
import renewals.activation.query.state.Found;
import renewals.activation.query.state.KeyLocator;
import renewals.activation.query.state.KeyedQuery;
import renewals.activation.query.state.KeyedQuery.PeerRequest;
import renewals.activation.query.state.KeyedQuery.Reach;
import renewals.activation.query.state.LocalStateReader;
import renewals.activation.query.state.LocalStateReader.OfMerchants;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;

/**
 * Answers which cards and renewals a merchant has. The list says which there are and which may fit;
 * how each stands is asked where its state lies, so an answer says no less than that of a single
 * card or renewal, and nothing that isn't so.
 */
public final class MerchantQuery {

  /** An instance of the next version may say more than this one knows. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** So many of a merchant's renewals are looked at for one answer; its cursor goes on. */
  private static final int MOST_READ = 20_000;

  /** So many cards or renewals are asked for at once. */
  private static final int AT_ONCE = 16;

  private final RenewalQuery single;
  private final Clock clock;
  private final KeyedQuery keyed;

  /**
   * A query that answers {@link Found.Moving} until it is connected.
   *
   * @param access how the other instances are asked
   * @param single answers for each card and renewal
   */
  public MerchantQuery(PeerAccess access, RenewalQuery single, Clock clock) {
    this.single = single;
    this.clock = clock;
    this.keyed = new KeyedQuery(access);
  }

  /** From now on answers from this instance's lists and its peers'. */
  public void connect(
      StreamsRunner runner, InputWatermark outputs, StandbyFreshness copies, HostInfo self) {
    keyed.connect(
        new LocalStateReader(runner.streams(), copies, outputs, clock),
        new KeyLocator(runner.streams(), self));
  }

  Found<QueryResponses.MerchantCards> cards(MerchantRequest asked, Reach reach) {
    return keyed.answer(
        new PeerRequest<>(
            MerchantStores.CARDS,
            asked.merchantId(),
            asked.path("cards"),
            body -> Optional.of(JSON.readValue(body, QueryResponses.MerchantCards.class)),
            (here, partition) -> cardsHere(here, partition, asked)),
        reach);
  }

  Found<QueryResponses.MerchantRenewals> renewals(MerchantRequest asked, Reach reach) {
    return keyed.answer(
        new PeerRequest<>(
            MerchantStores.RENEWALS,
            asked.merchantId(),
            asked.path("renewals"),
            body -> Optional.of(JSON.readValue(body, QueryResponses.MerchantRenewals.class)),
            (here, partition) -> renewalsHere(here, partition, asked)),
        reach);
  }

  private Found<QueryResponses.MerchantCards> cardsHere(
      LocalStateReader here, int partition, MerchantRequest asked) {
    Instant now = clock.instant();
    OfMerchants<MerchantCardPage> list =
        here.merchants(partition, lists -> MerchantCardPage.of(lists, asked, now));
    if (!list.read().known()) {
      return nothing(here, partition, list);
    }
    List<MerchantLists.Card> cards = list.read().cards();
    List<Found<QueryResponses.Card>> found = each(cards, this::ask);
    if (found.stream().anyMatch(Found.Moving.class::isInstance)) {
      return new Found.Moving<>();
    }
    List<QueryResponses.MerchantCard> shown =
        here.merchants(partition, lists -> shown(asked, cards, found, lists, now)).read();
    return new Found.Known<>(
        new QueryResponses.MerchantCards(
            asked.merchantId(),
            shown,
            list.read().more()
                ? MerchantRequest.cursor(CardPlace.of(cards.getLast()).text())
                : null,
            list.readUpTo().map(Instant::toString).orElse(null),
            list.seen().asOf().toString(),
            list.seen().source()));
  }

  private Found<QueryResponses.Card> ask(MerchantLists.Card card) {
    return Iccid.parse(card.listed().iccid())
        .map(iccid -> single.card(iccid, card.listed().carrierId(), Reach.ANYWHERE))
        .orElseGet(Found.Unknown::new);
  }

  private static List<QueryResponses.MerchantCard> shown(
      MerchantRequest asked,
      List<MerchantLists.Card> cards,
      List<Found<QueryResponses.Card>> found,
      MerchantLists lists,
      Instant now) {
    List<QueryResponses.MerchantCard> shown = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      QueryResponses.Card card =
          found.get(i) instanceof Found.Known<QueryResponses.Card> known ? known.answer() : null;
      MerchantRows.card(
              cards.get(i).listed(),
              card,
              renewalId -> lists.has(asked.merchantId(), renewalId),
              now)
          .filter(row -> MerchantRows.fits(asked, row))
          .ifPresent(shown::add);
    }
    return shown;
  }

  private Found<QueryResponses.MerchantRenewals> renewalsHere(
      LocalStateReader here, int partition, MerchantRequest asked) {
    Instant now = clock.instant();
    State wanted = asked.renewalState();
    OfMerchants<@Nullable Page> list =
        here.merchants(
            partition,
            lists ->
                lists.know(asked.merchantId())
                    ? new Page(
                        lists.renewals(
                            asked.merchantId(),
                            asked.behind(),
                            renewal ->
                                !renewal.isForgotten(now)
                                    && (wanted == null || renewal.mayBe(wanted)),
                            asked.limit(),
                            MOST_READ))
                    : null);
    Page page = list.read();
    if (page == null) {
      return nothing(here, partition, list);
    }
    List<Found<QueryResponses.Renewal>> found =
        each(
            page.renewals().renewals(),
            renewal -> single.renewal(renewal.renewalId(), Reach.ANYWHERE));
    if (found.stream().anyMatch(Found.Moving.class::isInstance)) {
      return new Found.Moving<>();
    }
    List<QueryResponses.MerchantRenewal> shown = new ArrayList<>();
    for (Found<QueryResponses.Renewal> one : found) {
      if (one instanceof Found.Known<QueryResponses.Renewal> known
          && asked.merchantId().equals(known.answer().merchantId())
          && (wanted == null || wanted.name().equals(known.answer().state()))) {
        shown.add(MerchantRows.renewal(known.answer()));
      }
    }
    String next = page.renewals().next();
    return new Found.Known<>(
        new QueryResponses.MerchantRenewals(
            asked.merchantId(),
            shown,
            next.isEmpty() ? null : MerchantRequest.cursor(next),
            list.readUpTo().map(Instant::toString).orElse(null),
            list.seen().asOf().toString(),
            list.seen().source()));
  }

  /** Renewals of a known merchant. */
  private record Page(MerchantLists.Page renewals) {}

  private static <T> Found<T> nothing(LocalStateReader here, int partition, OfMerchants<?> list) {
    return here.isUnknown(list.seen(), Inputs.OUTPUTS, partition)
        ? new Found.Unknown<>()
        : new Found.Moving<>();
  }

  private static <A, B> List<Found<B>> each(List<A> listed, Function<A, Found<B>> asking) {
    List<Found<B>> answers = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<Found<B>>> asked = new ArrayList<>();
      listed.forEach(one -> asked.add(threads.submit(() -> asking.apply(one))));
      for (Future<Found<B>> one : asked) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a card or renewal was not asked for", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Found.Moving<>());
    }
  }
}
