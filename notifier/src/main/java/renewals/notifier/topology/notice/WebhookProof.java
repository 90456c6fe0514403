package renewals.notifier.topology.notice;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.WebhookChallenge;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.Delivery;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.domain.delivery.Reasons;
import renewals.notifier.domain.delivery.Step;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.topology.address.AddressBook;
import renewals.notifier.topology.address.AddressWatch;
import renewals.notifier.topology.output.Counts;

/**
 * Webhook addresses that must prove themselves before anything with a link goes there, and
 * addresses that are paused: asks them by test events, and lets what waits for them go on, or gives
 * it up.
 *
 * <p>Long because proof and pause ask by the same test event.
 */
final class WebhookProof {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookProof.class);

  /** How many notices that waited for an address are tried in one step. */
  private static final int AT_ONCE = 100;

  private final Rules rules;
  private final OpenNotices notices;
  private final UndeliveredNotices undelivered;
  private final AddressBook addresses;
  private final AddressWatch watch;
  private final NoticeTries tries;
  private final Counts counts;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  WebhookProof(
      Rules rules,
      OpenNotices notices,
      UndeliveredNotices undelivered,
      AddressBook addresses,
      AddressWatch watch,
      NoticeTries tries,
      Counts counts) {
    this.rules = rules;
    this.notices = notices;
    this.undelivered = undelivered;
    this.addresses = addresses;
    this.watch = watch;
    this.tries = tries;
    this.counts = counts;
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
      counts.count(Counts.Event.COMPOSED);
      tries.tryNow(testEvent(challenge, to, now, now), null, now);
    } else if (isPaused
        && asked.get().phase() == Phase.WAITING
        && to.equals(asked.get().frozen())) {
      notices.cancelTimer(asked.get());
      tries.tryNow(asked.get(), null, now);
    } else if (!to.equals(asked.get().frozen())) {
      // signed by another secret; what the first says is of an earlier attempt
      notices.cancelTimer(asked.get());
      tries.tryNow(asked.get().movedTo(to, now), null, now);
    }
  }

  /** What was given up is asked in the same form, so that its delivery takes it off the list. */
  private OpenNotice testEvent(WebhookChallenge challenge, Address to, Instant at, Instant now) {
    OpenNotice givenUp = undelivered.find(challenge.noticeId(), challenge.merchantId());
    return givenUp == null
        ? OpenNotice.frozen(challenge.notice(now, WebhookPayload.of(challenge, now)), to, at)
        : Delivery.askedAnew(givenUp, to, at);
  }

  /** Another contact was taken, or none is left: a new webhook address must prove itself. */
  void contactChanged(Contact before, @Nullable Contact after, Instant now) {
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

  /** The step, unless it hands what may have a link to an address that hasn't proven itself. */
  Step onceProven(OpenNotice open, Step.HandOver handOver, Contact contact, Instant now) {
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
    tries.carryOut(challenge, step, null, now);
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
        tries.tryNow(open, contact, now);
      } else {
        notices.put(open.dueAt(now));
      }
    }
  }

  /** A notice was given up for that reason. With a test event all that waits for it is, too. */
  void undeliverable(OpenNotice open, String reason, @Nullable Contact contact, Instant now) {
    if (isChallengeOf(open, webhookOf(contact))) {
      giveUp(open.notice().merchantId(), contact, reason, now);
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
        tries.carryOut(open, Delivery.neverProven(open, reason), contact, now);
      }
    }
  }

  /** The step, unless it is the failure of a test event to a paused address: that goes on. */
  Step probing(OpenNotice open, Step step, @Nullable Contact contact, Instant now) {
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
  void paused(Channel channel, Contact contact, Instant now) {
    counts.count(Counts.Event.ADDRESS_PAUSED);
    LOG.warn("The {} address of merchant {} is paused", channel, contact.merchantId());
    tellOthers("paused", new MerchantEvent.AddressPaused(channel), channel, contact, now);
    Address to = contact.address(channel).orElseThrow();
    WebhookChallenge challenge = WebhookChallenge.of(contact.merchantId(), to);
    if (channel == Channel.WEBHOOK
        && notices.find(challenge.noticeId(), challenge.merchantId()).isEmpty()) {
      notices.put(testEvent(challenge, to, watch.nextProbe(now), now));
    }
  }

  /** A paused address works again: his others are told, and what waited goes there. */
  void recovered(Channel channel, Contact contact, Instant now) {
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
    tries.begin(
        rules.composer().compose(trigger, contact, plan.channels(), payloads, now),
        plan,
        contact,
        now);
  }

  /** A notice has reached its address: that has proven itself, and what waits goes there. */
  void delivered(OpenNotice open, @Nullable Contact contact, Instant now) {
    Channel channel = open.notice().channel();
    boolean isNew = addresses.delivered(channel, open.sentTo(), contact);
    if (isNew && contact != null && channel == Channel.WEBHOOK && rules.composer().hasLinks()) {
      counts.count(Counts.Event.WEBHOOK_PROVEN);
      goOn(contact.merchantId(), contact, now);
    }
  }
}
