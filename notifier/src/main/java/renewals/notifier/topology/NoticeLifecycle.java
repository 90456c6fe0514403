package renewals.notifier.topology;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.OutboundWriter.Receipt;
import renewals.notifier.codec.Reading;
import renewals.notifier.codec.WebhookPayload;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.WebhookChallenge;
import renewals.notifier.domain.delivery.Answer;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.Delivery;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.domain.delivery.Reasons;
import renewals.notifier.domain.delivery.Step;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.topology.address.AddressBook;
import renewals.notifier.topology.address.AddressWatch;
import renewals.v1.ReceiptState;

/**
 * Open notices: carries out the steps that the domain decides.
 *
 * <p>Long because each step has its branch here, and each way in which one begins its method.
 */
final class NoticeLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeLifecycle.class);

  /** How many notices that waited for an address are tried in one step. */
  private static final int AT_ONCE = 100;

  private final Rules rules;
  private final OpenNotices notices;
  private final UndeliveredNotices undelivered;
  private final AddressBook addresses;
  private final AddressWatch watch;
  private final NoticePublisher publisher;
  private final Counts counts;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  NoticeLifecycle(
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
  }

  /**
   * Notices of one trigger that were just composed.
   *
   * @param composed one for each channel of the plan, in its order
   */
  void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now) {
    int atOnce = Math.min(plan.atOnce(), composed.size());
    // those behind first: one whose address is paused ends at once, and the next has its turn
    for (int i = atOnce; i < composed.size(); i++) {
      counts.count(Counts.Event.COMPOSED);
      notices.put(OpenNotice.reserved(composed.get(i), i, turnOf(i - atOnce, now)));
    }
    for (int i = 0; i < atOnce; i++) {
      counts.count(Counts.Event.COMPOSED);
      int rank = plan.isOrdered() ? i : OpenNotice.UNRANKED;
      tryNow(OpenNotice.composed(composed.get(i), rank, now), contact, now);
    }
  }

  /** A notice that was just composed for an address, whatever becomes of the contact. */
  void begin(Notice composed, Address to, Instant now) {
    counts.count(Counts.Event.COMPOSED);
    tryNow(OpenNotice.frozen(composed, to, now), null, now);
  }

  /**
   * Asks his webhook address to prove itself, unless it has, or is being asked. One that is paused
   * is asked at once whether it works again.
   */
  void challenge(Contact contact, Instant now) {
    Address to = contact.address(Channel.WEBHOOK).orElse(null);
    if (to == null) {
      return;
    }
    boolean isPaused = watch.isPaused(contact.merchantId(), Channel.WEBHOOK, to);
    boolean isUnproven = rules.composer().hasLinks() && !isProven(contact, to);
    if (!isPaused && !isUnproven) {
      return;
    }
    WebhookChallenge challenge = WebhookChallenge.of(contact.merchantId(), to);
    Optional<OpenNotice> asked = notices.find(challenge.noticeId(), challenge.merchantId());
    if (asked.isEmpty()) {
      counts.count(Counts.Event.WEBHOOK_CHALLENGED);
      begin(testEvent(challenge, now), to, now);
    } else if (isPaused
        && asked.get().phase() == Phase.WAITING
        && to.equals(asked.get().frozen())) {
      notices.cancelTimer(asked.get());
      tryNow(asked.get(), null, now);
    } else if (!to.equals(asked.get().frozen())) {
      // signed by another secret; what the first says is of an earlier attempt
      notices.cancelTimer(asked.get());
      tryNow(asked.get().movedTo(to, now), null, now);
    }
  }

  /** What was given up is asked in the same form, so that its delivery takes it off the list. */
  private Notice testEvent(WebhookChallenge challenge, Instant now) {
    OpenNotice givenUp = undelivered.find(challenge.noticeId(), challenge.merchantId());
    return givenUp == null
        ? challenge.notice(now, WebhookPayload.of(challenge, now))
        : givenUp.notice();
  }

  /** Another contact was taken, or none is left: a new webhook address must prove itself. */
  void contactChanged(Contact before, @Nullable Contact after, Instant now) {
    watch.contactChanged(before.merchantId(), after);
    Optional<String> url = webhookOf(after);
    Address old = before.address(Channel.WEBHOOK).orElse(null);
    if (old == null || url.filter(old.target()::equals).isPresent()) {
      return;
    }
    String merchantId = before.merchantId();
    notices
        .find(WebhookChallenge.of(merchantId, old).noticeId(), merchantId)
        .ifPresent(open -> supersede(open, now));
    goOn(merchantId, after, now);
  }

  /** An open notice is due. Whoever took the due entry has removed it. */
  void due(@Nullable Contact contact, OpenNotice open, Instant now) {
    if (open.phase() == Phase.RESERVED) {
      takeTurn(contact, open, now);
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
    return switch (watch.pass(open, handOver.to(), isToldElsewhere(open, contact), now)) {
      case TRY, PROBE -> onceProven(open, handOver, contact, now);
      case GIVE_UP -> Delivery.paused(open);
      case WAIT -> {
        addresses.awaitProof(contact.merchantId(), open.notice().key());
        yield Delivery.unproven(open, Reasons.ADDRESS_PAUSED, now);
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

  /** The step, unless it hands what may have a link to an address that hasn't proven itself. */
  private Step onceProven(OpenNotice open, Step.HandOver handOver, Contact contact, Instant now) {
    if (!WebhookChallenge.isNeededFor(open.notice())
        || !rules.composer().hasLinks()
        || isProven(contact, handOver.to())) {
      return handOver;
    }
    addresses.awaitProof(contact.merchantId(), open.notice().key());
    challenge(contact, now);
    return Delivery.unproven(open, Reasons.ADDRESS_UNPROVEN, now);
  }

  /** A test event of which nobody needs the answer any more. */
  private void supersede(OpenNotice challenge, Instant now) {
    notices.cancelTimer(challenge);
    Step step = new Step.Settle(Step.End.SUPERSEDED, challenge.attempt(), Reasons.SUPERSEDED);
    carryOut(challenge, step, null, now);
  }

  private boolean isProven(Contact contact, Address to) {
    return addresses.of(contact.merchantId()).has(Channel.WEBHOOK, to.mark());
  }

  /** Asked for by hand, it may be of an address that is no longer his. */
  private static boolean isChallengeOf(OpenNotice open, Optional<String> url) {
    Address to = open.frozen();
    return open.notice().kind() == Kind.WEBHOOK_CHALLENGE
        && to != null
        && url.filter(to.target()::equals).isPresent();
  }

  private static Optional<String> webhookOf(@Nullable Contact contact) {
    return Optional.ofNullable(contact)
        .flatMap(known -> known.address(Channel.WEBHOOK))
        .map(Address::target);
  }

  /** What waits for an address to prove itself is due: some now, many with the coming ticks. */
  private void goOn(String merchantId, @Nullable Contact contact, Instant now) {
    int done = 0;
    for (String key : addresses.takeAwaiting(merchantId)) {
      OpenNotice open = notices.get(key);
      if (open == null || open.phase() != Phase.UNPROVEN) {
        continue;
      }
      notices.cancelTimer(open);
      if (done++ < AT_ONCE) {
        tryNow(open, contact, now);
      } else {
        notices.put(open.dueAt(now));
      }
    }
  }

  /**
   * The address that a challenge went to has not proven itself, so nothing that waits goes there.
   */
  private void giveUp(String merchantId, @Nullable Contact contact, String reason, Instant now) {
    counts.count(Counts.Event.WEBHOOK_NOT_PROVEN);
    for (String key : addresses.takeAwaiting(merchantId)) {
      OpenNotice open = notices.get(key);
      if (open != null && open.phase() == Phase.UNPROVEN) {
        notices.cancelTimer(open);
        carryOut(open, Delivery.neverProven(open, reason), contact, now);
      }
    }
  }

  /**
   * A sender has answered, or a gateway has reported.
   *
   * @param contact of the notice's merchant, null where he has none any more
   * @param now when the answer was appended
   * @return whether that changed anything
   */
  boolean answered(OpenNotice open, Answer answer, @Nullable Contact contact, Instant now) {
    Step step = rules.delivery().answered(open, answer, now);
    if (step instanceof Step.Ignore ignore) {
      LOG.debug("{}: {}", open.notice().id(), ignore.why());
      return false;
    }
    notices.cancelTimer(open);
    AddressWatch.Change change = watch.answered(open, answer, contact, now);
    carryOut(open, probing(open, step, contact, now), contact, now);
    if (contact != null) {
      switch (change) {
        case PAUSED -> paused(open.notice().channel(), contact, now);
        case RECOVERED -> recovered(open.notice().channel(), contact, now);
        case NONE -> {}
      }
    }
    return true;
  }

  /** The step, unless it is the failure of a test event to a paused address: that goes on. */
  private Step probing(OpenNotice open, Step step, @Nullable Contact contact, Instant now) {
    Address to = open.frozen();
    boolean hasFailed =
        step instanceof Step.Retry
            || (step instanceof Step.Settle settle && settle.end() == Step.End.UNDELIVERABLE);
    return hasFailed
            && to != null
            && isChallengeOf(open, webhookOf(contact))
            && watch.isPaused(open.notice().merchantId(), Channel.WEBHOOK, to)
        ? Delivery.probeAgain(open, watch.nextProbe(now))
        : step;
  }

  /** An address is paused: his others are told, and a webhook is asked from time to time. */
  private void paused(Channel channel, Contact contact, Instant now) {
    counts.count(Counts.Event.ADDRESS_PAUSED);
    LOG.warn("The {} address of merchant {} is paused", channel, contact.merchantId());
    tellOthers("paused", new MerchantEvent.AddressPaused(channel), channel, contact, now);
    Address to = contact.address(channel).orElseThrow();
    WebhookChallenge challenge = WebhookChallenge.of(contact.merchantId(), to);
    if (channel == Channel.WEBHOOK
        && notices.find(challenge.noticeId(), challenge.merchantId()).isEmpty()) {
      notices.put(OpenNotice.frozen(testEvent(challenge, now), to, watch.nextProbe(now)));
    }
  }

  /** A paused address works again: his others are told, and what waited goes there. */
  private void recovered(Channel channel, Contact contact, Instant now) {
    counts.count(Counts.Event.ADDRESS_RECOVERED);
    LOG.info("The {} address of merchant {} works again", channel, contact.merchantId());
    tellOthers("recovered", new MerchantEvent.AddressRecovered(channel), channel, contact, now);
    if (channel == Channel.WEBHOOK) {
      Address to = contact.address(channel).orElseThrow();
      notices
          .find(WebhookChallenge.of(contact.merchantId(), to).noticeId(), contact.merchantId())
          .filter(asked -> asked.phase() == Phase.WAITING)
          .ifPresent(asked -> supersede(asked, now));
      goOn(contact.merchantId(), contact, now);
    }
  }

  private void tellOthers(
      String what, MerchantEvent news, Channel channel, Contact contact, Instant now) {
    ChannelPlan plan =
        ChannelPlan.of(news.kind(), contact, rules.channels()).without(channel, contact);
    String cause =
        "address/%s/%s/%d/%s".formatted(contact.merchantId(), channel, now.getEpochSecond(), what);
    NotificationTrigger trigger =
        new NotificationTrigger(cause, contact.merchantId(), null, null, null, null, now, news);
    begin(
        rules.composer().compose(trigger, contact, plan.channels(), payloads, now),
        plan,
        contact,
        now);
  }

  /**
   * Somebody asks for a notice of a merchant's to be sent again.
   *
   * @param contact of that merchant, null where he has none any more
   * @return whether that changed anything
   */
  boolean resend(Reading.ResendAsked wish, @Nullable Contact contact, Instant now) {
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
  void forget(String merchantId, Instant now) {
    for (OpenNotice open : notices.ofMerchant(merchantId)) {
      notices.cancelTimer(open);
      notices.remove(open);
      receipt(open, ReceiptState.UNDELIVERABLE, open.attempt(), Reasons.FORGOTTEN, now);
    }
    undelivered.forgetAllOf(merchantId, now);
    addresses.forget(merchantId);
  }

  /** What is told now makes void what still waits to be told of the same renewal. */
  void supersede(NotificationTrigger trigger, Instant now) {
    for (OpenNotice open : notices.overtakenBy(trigger)) {
      Step step = rules.delivery().overtaken(open);
      if (!(step instanceof Step.Ignore)) {
        notices.cancelTimer(open);
        carryOut(open, step, null, now);
      }
    }
  }

  /**
   * Those before it have had their time: it is tried, unless it is quiet. Then they have theirs
   * from the end of the quiet on, as what was sent before may arrive meanwhile.
   */
  private void takeTurn(@Nullable Contact contact, OpenNotice open, Instant now) {
    List<OpenNotice> siblings = notices.siblingsOf(open.notice());
    Optional<Instant> quiet =
        siblings.stream()
            .filter(sibling -> sibling.phase() == Phase.HELD)
            .findFirst()
            .map(OpenNotice::dueAt)
            .or(
                () ->
                    Optional.ofNullable(contact)
                        .flatMap(known -> known.quietUntil(open.notice().kind(), now)));
    if (quiet.isPresent()) {
      long before =
          siblings.stream()
              .filter(sibling -> OpenNotices.isReserved(sibling) && sibling.rank() < open.rank())
              .count();
      notices.put(open.dueAt(turnOf(before, quiet.get())));
    } else {
      counts.count(Counts.Event.NEXT_CHANNEL);
      tryNow(open, contact, now);
    }
  }

  /** Where none of those that were tried is left the next takes its turn; the others move up. */
  private void advance(Notice failed, @Nullable Contact contact, Instant now) {
    List<OpenNotice> siblings = notices.siblingsOf(failed);
    if (siblings.isEmpty() || !siblings.stream().allMatch(OpenNotices::isReserved)) {
      return;
    }
    siblings.forEach(notices::cancelTimer);
    for (int i = 1; i < siblings.size(); i++) {
      notices.put(siblings.get(i).dueAt(turnOf(i - 1, now)));
    }
    counts.count(Counts.Event.NEXT_CHANNEL);
    tryNow(siblings.getFirst(), contact, now);
  }

  /** One channel has reached the merchant, or what it said is void: the others need not try. */
  private void dropReserved(Notice settled) {
    for (OpenNotice sibling : notices.siblingsOf(settled)) {
      if (OpenNotices.isReserved(sibling)) {
        notices.cancelTimer(sibling);
        notices.remove(sibling);
      }
    }
  }

  /** When one has its turn before which so many others wait. */
  private Instant turnOf(long before, Instant now) {
    return now.plus(rules.channels().patience().multipliedBy(before + 1));
  }

  private void carryOut(OpenNotice before, Step step, @Nullable Contact contact, Instant now) {
    switch (step) {
      case Step.HandOver handOver -> {
        notices.put(handOver.next());
        publisher.due(handOver, now);
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
        if (isChallengeOf(before, webhookOf(contact))) {
          giveUp(before.notice().merchantId(), contact, String.valueOf(settle.reason()), now);
        }
      }
      case DELIVERED -> {
        undelivered.delivered(before.notice(), now);
        delivered(before, contact, now);
      }
      case SUPERSEDED -> {}
    }
    if (before.rank() == OpenNotice.UNRANKED) {
      return;
    }
    switch (settle.end()) {
      case DELIVERED, SUPERSEDED -> dropReserved(before.notice());
      case UNDELIVERABLE -> advance(before.notice(), contact, now);
    }
  }

  private void delivered(OpenNotice open, @Nullable Contact contact, Instant now) {
    Channel channel = open.notice().channel();
    boolean isNew = addresses.delivered(channel, open.sentTo(), contact);
    if (isNew && contact != null && channel == Channel.WEBHOOK && rules.composer().hasLinks()) {
      counts.count(Counts.Event.WEBHOOK_PROVEN);
      goOn(contact.merchantId(), contact, now);
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
      case UNDELIVERABLE -> ReceiptState.UNDELIVERABLE;
      case SUPERSEDED -> ReceiptState.SUPERSEDED;
    };
  }
}
