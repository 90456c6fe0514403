package renewals.notifier.topology.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.avro.OutboundWriter.Receipt;
import renewals.notifier.codec.avro.Reading;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.delivery.Answer;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.Delivery;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.domain.delivery.Reasons;
import renewals.notifier.domain.delivery.Step;
import renewals.notifier.topology.address.AddressBook;
import renewals.notifier.topology.address.AddressWatch;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.schemas.trace.TraceContext;
import renewals.v1.ReceiptState;

/**
 * Open notices: carries out the steps that the domain decides. {@link WebhookProof} knows of
 * addresses that must prove themselves or are paused, {@link ChannelTurns} of channels that are
 * tried one after the other.
 *
 * <p>Long because each step has its branch here, and each way in which one begins its method.
 */
public final class NoticeLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeLifecycle.class);

  private final Rules rules;
  private final OpenNotices notices;
  private final UndeliveredNotices undelivered;
  private final AddressBook addresses;
  private final AddressWatch watch;
  private final NoticePublisher publisher;
  private final Counts counts;
  private final WebhookProof proof;
  private final ChannelTurns turns;

  public NoticeLifecycle(
      Rules rules,
      OpenNotices notices,
      UndeliveredNotices undelivered,
      AddressBook addresses,
      AddressWatch watch,
      NoticePublisher publisher,
      Counts counts) {
    this.rules = rules;
    this.notices = notices;
    this.undelivered = undelivered;
    this.addresses = addresses;
    this.watch = watch;
    this.publisher = publisher;
    this.counts = counts;
    Tries tries = new Tries();
    this.proof = new WebhookProof(rules, notices, undelivered, addresses, watch, tries, counts);
    this.turns = new ChannelTurns(notices, rules.channels().patience(), tries, counts);
  }

  /** What those that this class has made have done by it. */
  private final class Tries implements NoticeTries {

    @Override
    public void tryNow(OpenNotice open, @Nullable Contact contact, Instant now) {
      NoticeLifecycle.this.tryNow(open, contact, now);
    }

    @Override
    public void carryOut(OpenNotice before, Step step, @Nullable Contact contact, Instant now) {
      NoticeLifecycle.this.carryOut(before, step, contact, now);
    }

    @Override
    public void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now) {
      NoticeLifecycle.this.begin(composed, plan, contact, now);
    }
  }

  /**
   * Notices of one trigger that were just composed.
   *
   * @param composed one for each channel of the plan, in its order
   */
  public void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now) {
    int atOnce = Math.min(plan.atOnce(), composed.size());
    // those behind first: one whose address is paused ends at once, and the next has its turn
    for (int i = atOnce; i < composed.size(); i++) {
      counts.count(Counts.Event.COMPOSED);
      turns.reserve(composed.get(i), i, i - atOnce, now);
    }
    for (int i = 0; i < atOnce; i++) {
      counts.count(Counts.Event.COMPOSED);
      int rank = plan.isOrdered() ? i : OpenNotice.UNRANKED;
      tryNow(OpenNotice.composed(composed.get(i), rank, now), contact, now);
    }
  }

  /** A notice that was just composed for an address, whatever becomes of the contact. */
  public void begin(Notice composed, Address to, Instant now) {
    counts.count(Counts.Event.COMPOSED);
    tryNow(OpenNotice.frozen(composed, to, now), null, now);
  }

  /**
   * Asks his webhook address to prove itself, unless it has, or is being asked. One that is paused
   * is asked at once whether it works again.
   */
  public void challenge(Contact contact, Instant now) {
    proof.challenge(contact, now);
  }

  /** Another contact was taken, or none is left: a new webhook address must prove itself. */
  public void contactChanged(Contact before, @Nullable Contact after, Instant now) {
    watch.contactChanged(before.merchantId(), after);
    proof.contactChanged(before, after, now);
  }

  /** An open notice is due. Whoever took the due entry has removed it. */
  public void due(@Nullable Contact contact, OpenNotice open, Instant now) {
    if (open.phase() == Phase.RESERVED) {
      turns.take(contact, open, now);
      return;
    }
    if (open.phase() == Phase.HANDED_OVER) {
      counts.count(Counts.Event.UNANSWERED);
      LOG.warn(
          "No answer to {} attempt {}: handing it over again", open.notice().id(), open.attempt());
    }
    Step step = rules.delivery().due(open, contact, now);
    if (open.phase() == Phase.SENT && step instanceof Step.Settle) {
      counts.count(Counts.Event.NO_REPORT);
    }
    carryOut(open, admitted(open, step, contact, now), contact, now);
  }

  private void tryNow(OpenNotice open, @Nullable Contact contact, Instant now) {
    Step step = rules.delivery().due(open, contact, now);
    carryOut(open, admitted(open, step, contact, now), contact, now);
  }

  /** The step, unless it hands a notice to an address that is paused, or hasn't proven itself. */
  private Step admitted(OpenNotice open, Step step, @Nullable Contact contact, Instant now) {
    if (contact == null || !(step instanceof Step.HandOver handOver)) {
      return step;
    }
    // once it waits for its address nobody else tells it, whatever works meanwhile
    boolean isToldElsewhere = open.phase() != Phase.UNPROVEN && isToldElsewhere(open, contact);
    return switch (watch.pass(open, handOver.to(), isToldElsewhere, now)) {
      case TRY, PROBE -> proof.onceProven(open, handOver, contact, now);
      case GIVE_UP -> Delivery.paused(open);
      case WAIT -> {
        addresses.awaitProof(contact.merchantId(), open.notice().key());
        yield Delivery.heldWhilePaused(open, watch.heldUntil(open), now);
      }
    };
  }

  /** Whether the merchant hears of it by another channel, at once or when this one ends. */
  private boolean isToldElsewhere(OpenNotice open, Contact contact) {
    Notice notice = open.notice();
    return ChannelPlan.of(notice.kind(), contact, rules.channels())
        .without(notice.channel(), contact)
        .channels()
        .stream()
        .anyMatch(
            other ->
                contact
                    .address(other)
                    .filter(to -> !watch.isPaused(contact.merchantId(), other, to))
                    .isPresent());
  }

  /**
   * A sender has answered, or a gateway has reported.
   *
   * @param contact of the notice's merchant, null where he has none any more
   * @param now when the answer was appended
   * @return whether that changed anything
   */
  public boolean answered(OpenNotice open, Answer answer, @Nullable Contact contact, Instant now) {
    Step step = rules.delivery().answered(open, answer, contact, now);
    if (step instanceof Step.Ignore ignore) {
      LOG.debug("{}: {}", open.notice().id(), ignore.why());
      return false;
    }
    notices.cancelTimer(open);
    AddressWatch.Change change = watch.answered(open, answer, contact, now);
    carryOut(open, proof.probing(open, step, contact, now), contact, now);
    if (contact != null) {
      switch (change) {
        case PAUSED -> proof.paused(open.notice().channel(), contact, now);
        case RECOVERED -> proof.recovered(open.notice().channel(), contact, now);
        case NONE -> {}
      }
    }
    return true;
  }

  /**
   * Somebody asks for a notice of a merchant's to be sent again.
   *
   * @param contact of that merchant, null where he has none any more
   * @return whether that changed anything
   */
  public boolean resend(Reading.ResendAsked wish, @Nullable Contact contact, Instant now) {
    String noticeId = wish.noticeId();
    String actor = wish.actor();
    // another merchant's would go to this one's address
    Optional<OpenNotice> open = notices.find(noticeId, wish.merchantId());
    // what was given up and is under way again is on both lists
    Optional<OpenNotice> asked =
        open.isPresent()
            ? Delivery.asked(open.get(), actor, now)
            : Optional.ofNullable(undelivered.find(noticeId, wish.merchantId()))
                .filter(givenUp -> !givenUp.notice().body().isEmpty())
                .map(givenUp -> Delivery.again(givenUp, actor, now));
    asked.ifPresent(
        again -> {
          open.ifPresent(notices::cancelTimer);
          counts.count(Counts.Event.RESENT);
          tryNow(again, contact, now);
        });
    return asked.isPresent();
  }

  /** A merchant is forgotten: nothing of his is tried any more, and no words of his are kept. */
  public void forget(String merchantId, Instant now) {
    for (OpenNotice open : notices.ofMerchant(merchantId)) {
      notices.cancelTimer(open);
      notices.remove(open);
      receipt(open, ReceiptState.UNDELIVERABLE, open.attempt(), Reasons.FORGOTTEN, now);
    }
    undelivered.forgetAllOf(merchantId, now);
    addresses.forget(merchantId);
  }

  /** What is told now makes void what still waits to be told of the same renewal. */
  public void supersede(NotificationTrigger trigger, Instant now) {
    for (OpenNotice open : notices.overtakenBy(trigger)) {
      Step step = rules.delivery().overtaken(open);
      if (!(step instanceof Step.Ignore)) {
        notices.cancelTimer(open);
        carryOut(open, step, null, now);
      }
    }
  }

  private void carryOut(OpenNotice before, Step step, @Nullable Contact contact, Instant now) {
    switch (step) {
      case Step.HandOver handOver -> {
        TraceContext trace = notices.put(handOver.next());
        publisher.due(handOver, trace, now);
      }
      case Step.Retry retry -> {
        notices.put(retry.next());
        receipt(before, ReceiptState.RETRYING, before.attempt(), retry.reason(), now);
      }
      case Step.Hold hold -> {
        notices.put(hold.next());
        receipt(before, ReceiptState.HELD, hold.attempts(), hold.reason(), now);
      }
      case Step.Sent sent -> {
        notices.put(sent.next());
        if (sent.reason() != null) {
          counts.count(Counts.Event.ANSWER_LOST);
        }
        if (sent.reference() != null) {
          publisher.reference(sent.next(), sent.reference(), now);
        }
        receipt(before, ReceiptState.SENT, before.attempt(), sent.reason(), now);
      }
      case Step.SentAgain again -> {
        notices.put(before);
        publisher.reference(before, again.reference(), now);
      }
      case Step.Keep kept -> notices.put(kept.next());
      case Step.Defer defer -> {
        counts.count(Counts.Event.DEFERRED);
        notices.put(defer.next());
      }
      case Step.Drop ignored -> notices.remove(before);
      case Step.Settle settle -> settle(before, settle, contact, now);
      case Step.Ignore ignored -> {}
    }
  }

  private void settle(
      OpenNotice before, Step.Settle settle, @Nullable Contact contact, Instant now) {
    notices.remove(before);
    Receipt receipt =
        receipt(before, stateOf(settle.end()), settle.attempt(), settle.reason(), now);
    switch (settle.end()) {
      case UNDELIVERABLE -> {
        undelivered.add(before, receipt);
        proof.undeliverable(before, String.valueOf(settle.reason()), contact, now);
      }
      case DELIVERED, SENT -> {
        undelivered.delivered(before.notice(), now);
        proof.delivered(before, contact, now);
      }
      case SUPERSEDED -> {}
    }
    if (before.rank() == OpenNotice.UNRANKED) {
      return;
    }
    switch (settle.end()) {
      case DELIVERED, SENT, SUPERSEDED -> turns.drop(before.notice());
      case UNDELIVERABLE -> turns.advance(before.notice(), contact, now);
    }
  }

  private Receipt receipt(
      OpenNotice open, ReceiptState state, int attempt, @Nullable String reason, Instant now) {
    Notice notice = open.notice();
    counts.count(notice.channel(), state);
    Receipt receipt =
        new Receipt(
            notice.cause(),
            notice.merchantId(),
            notice.renewalId(),
            notice.channel(),
            state,
            attempt,
            now,
            reason,
            open.actor());
    publisher.receipt(receipt);
    return receipt;
  }

  private static ReceiptState stateOf(Step.End end) {
    return switch (end) {
      case DELIVERED -> ReceiptState.DELIVERED;
      case SENT -> ReceiptState.SENT;
      case UNDELIVERABLE -> ReceiptState.UNDELIVERABLE;
      case SUPERSEDED -> ReceiptState.SUPERSEDED;
    };
  }
}
