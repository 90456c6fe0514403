package renewals.producer.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.config.Reconciliation;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.query.Exchange;
import renewals.producer.callback.query.OrderAnswer;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.domain.Speaker;
import renewals.producer.intake.Intake;
import renewals.producer.intake.Outcome;
import renewals.producer.reconcile.ReconcileMetrics.Result;
import renewals.producer.reconcile.rules.ChannelWord;
import renewals.producer.reconcile.rules.KnownRenewal;
import renewals.producer.reconcile.rules.Look;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * Looks after one renewal whose time has come: asks activation-stream, then the channel, and tells
 * the pipeline what the channel says. Thread-safe.
 *
 * <p>Source: partners, "What a channel forgets to send".
 */
public final class Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final int MOST_TEXT = 500;

  private final Map<String, Reconciliation> channels = new HashMap<>();
  private final RenewalQueries queries;
  private final Exchange exchange;
  private final Intake intake;
  private final ReconcileMetrics metrics;
  private final Clock clock;

  /**
   * A reconciler.
   *
   * @param channels of which those are asked that are configured so
   */
  public Reconciler(
      Collection<CallbackChannel> channels,
      RenewalQueries queries,
      Exchange exchange,
      Intake intake,
      ReconcileMetrics metrics,
      Clock clock) {
    for (CallbackChannel channel : channels) {
      channel.reconciliation().ifPresent(how -> this.channels.put(channel.channelId(), how));
    }
    this.channels.keySet().forEach(metrics::begin);
    this.queries = queries;
    this.exchange = exchange;
    this.intake = intake;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The channels that are asked. */
  public Set<String> channelIds() {
    return Set.copyOf(channels.keySet());
  }

  /**
   * Looks after one.
   *
   * @return when to look again; empty for never
   * @throws QueryFailedException nothing could be learnt: it stays due
   */
  public Optional<ReconcileDue> look(ReconcileDue due) throws QueryFailedException {
    Reconciliation how = channels.get(due.channelId());
    if (how == null) {
      throw new QueryFailedException("channel %s isn't asked any more".formatted(due.channelId()));
    }
    KnownRenewal known = queries.of(due.renewalId());
    return switch (ReconcileRules.look(due, known, clock.instant())) {
      case Look.Pass(Optional<ReconcileDue> next) -> next;
      case Look.Ask() -> ReconcileRules.answered(due, known, ask(due, known, how), clock.instant());
    };
  }

  /** What was learnt before a question fails is told all the same. */
  private ChannelWord ask(ReconcileDue due, KnownRenewal known, Reconciliation how)
      throws QueryFailedException {
    List<PaymentEvent> facts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<List<String>> templates = how.numbersOf(due.renewalId());
    if (templates.isEmpty()) {
      unknown.add("order-pattern reads each of its order numbers as another renewal's");
    }
    try {
      for (List<String> numbers : templates) {
        ask(due, known, how, numbers, facts, unknown);
      }
    } catch (QueryFailedException e) {
      if (!ReconcileRules.isHopeless(due, clock.instant())) {
        publish(due.channelId(), facts);
        throw e;
      }
      unknown.add(
          "no answer that says anything since %s: %s".formatted(due.dueAt(), e.getMessage()));
    }
    unknown.addAll(publish(due.channelId(), facts));
    return new ChannelWord(
        facts.stream()
            .filter(fact -> fact.getStatus() == PaymentStatus.SETTLED)
            .map(PaymentEvent::getOccurredAt)
            .max(Comparator.naturalOrder()),
        unknown.isEmpty() ? Optional.empty() : Optional.of(cut(String.join("; ", unknown))));
  }

  /**
   * The numbers of one template, up to the first that is not found. What refunds leave open is no
   * matter for operators while activation-stream knows of no money: of what was cancelled it knows
   * that all went back, and of a payment that is news to it the next question tells.
   */
  private void ask(
      ReconcileDue due,
      KnownRenewal known,
      Reconciliation how,
      List<String> numbers,
      List<PaymentEvent> facts,
      List<String> unknown)
      throws QueryFailedException {
    for (String number : numbers) {
      OrderAnswer answer = ask(due, how, number);
      if (!answer.isFound()) {
        return;
      }
      facts.addAll(answer.facts());
      if (answer.facts().isEmpty() || !known.isWithoutMoney()) {
        answer.unknown().ifPresent(unknown::add);
      }
    }
  }

  private static String cut(String text) {
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT - 1) + "…" : text;
  }

  private OrderAnswer ask(ReconcileDue due, Reconciliation how, String number)
      throws QueryFailedException {
    try {
      Instant now = clock.instant();
      OrderAnswer answer = how.query().ask(due.renewalId(), number, exchange, now);
      metrics.count(due.channelId(), resultOf(answer));
      return answer;
    } catch (QueryFailedException e) {
      metrics.count(due.channelId(), Result.FAILED);
      throw e;
    } catch (RefusedNoticeException e) {
      metrics.count(due.channelId(), e.isUnproven() ? Result.UNPROVEN : Result.NOT_OURS);
      LOG.warn("an answer of channel {} is not taken: {}", due.channelId(), e.getMessage());
      throw new QueryFailedException("the answer is not taken: " + e.getMessage(), e);
    }
  }

  private static Result resultOf(OrderAnswer answer) {
    if (answer.unknown().isPresent()) {
      return Result.UNKNOWN;
    }
    if (!answer.isFound()) {
      return Result.NOT_FOUND;
    }
    return answer.facts().isEmpty() ? Result.NO_EVENT : Result.TOLD;
  }

  /**
   * The same facts as by notice, so what is known already counts once.
   *
   * @return what of them can't be told, for operators
   */
  private List<String> publish(String channelId, List<PaymentEvent> facts)
      throws QueryFailedException {
    Speaker speaker = Speaker.callback(channelId);
    List<CompletableFuture<Outcome>> underWay = new ArrayList<>();
    facts.forEach(fact -> underWay.add(intake.takeTold(speaker, fact)));
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      switch (underWay.get(i).join()) {
        case Outcome.Accepted accepted ->
            LOG.debug("channel {} has told {}", channelId, accepted.where().eventId());
        case Outcome.Unavailable(String why) -> throw new QueryFailedException(why);
        case Outcome outcome -> {
          LOG.warn("what channel {} answers is not taken: {}", channelId, outcome);
          refused.add(
              "payment %s can't be told as it is answered".formatted(facts.get(i).getPaymentId()));
        }
      }
    }
    return refused;
  }
}
