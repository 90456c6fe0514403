package renewals.notifier.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.notifier.codec.avro.OutboundWriter.Receipt;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.codec.state.TriggerState;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.Reasons;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.topology.notice.NoticeLifecycle;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.notice.UndeliveredNotices;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.notifier.topology.standing.StandingNews;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.store.NotifierStores;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;
import renewals.v1.ReceiptState;

/**
 * Tells a merchant who can be reached of a trigger: at once, in his next digest, or not at all
 * where he doesn't want it. Each trigger is in exactly one of a notice of its own and a digest.
 *
 * <p>Long because all ways in which a trigger can end stand together.
 */
final class TriggerTeller {

  private final Rules rules;
  private final NotifierStores stores;
  private final TimerService timers;
  private final NoticeLifecycle notices;
  private final UndeliveredNotices undelivered;
  private final StandingNews standing;
  private final Digests digests;
  private final NoticePublisher publisher;
  private final Counts counts;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  TriggerTeller(
      Rules rules,
      NotifierStores stores,
      TimerService timers,
      NoticeLifecycle notices,
      UndeliveredNotices undelivered,
      StandingNews standing,
      NoticePublisher publisher,
      Counts counts) {
    this.rules = rules;
    this.stores = stores;
    this.timers = timers;
    this.notices = notices;
    this.undelivered = undelivered;
    this.standing = standing;
    this.digests = new Digests(stores.digests(), timers);
    this.publisher = publisher;
    this.counts = counts;
  }

  /** Tells of a trigger that is new, or has waited for the contact. */
  void tell(NotificationTrigger cause, Contact contact, Instant now) {
    if (isOver(cause, now)) {
      return;
    }
    ChannelPlan plan = planOf(cause.news().kind(), contact);
    if (standing.overtakes(cause)) {
      remember(cause.key(), now);
      superseded(cause, plan, now);
      return;
    }
    notices.supersede(cause, now);
    supersedeInDigest(cause, contact, now);
    if (plan.isRefused() || !isForDigest(cause, plan, contact, now)) {
      tellAlone(cause, plan, contact, now);
    }
  }

  /** Another contact is in force, and counts for what waits for the merchant's digest. */
  void contactChanged(Contact contact, Instant now) {
    digests.contactChanged(contact.merchantId(), contact, now);
  }

  /** Makes the digest of that time. A single trigger is told as if there were none. */
  void makeDigest(Contact contact, Instant at, Instant now) {
    String merchantId = contact.merchantId();
    Digests.Closed closed = digests.close(merchantId, at);
    if (closed == null) {
      return;
    }
    List<NotificationTrigger> told = new ArrayList<>();
    for (String causeKey : closed.causeKeys()) {
      NotificationTrigger cause = inDigest(causeKey);
      if (!isOver(cause, now) && isWanted(cause, contact, now)) {
        told.add(cause);
      }
    }
    if (contact.wishes().digest() == null || told.size() < 2) {
      told.forEach(cause -> tellAlone(cause, planOf(cause.news().kind(), contact), contact, now));
      return;
    }
    digests.made(merchantId, closed.occurrence());
    told.forEach(cause -> remember(cause.key(), now));
    Digest digest =
        Digest.ofDay(merchantId, closed.occurrence().day(), closed.occurrence().at(), told);
    ChannelPlan plan = planOf(told, contact);
    notices.begin(
        rules.composer().compose(digest, contact, plan.channels(), payloads, now),
        plan,
        contact,
        now);
  }

  /** What waited for the digest of that time, of a merchant who can't be reached any more. */
  List<NotificationTrigger> takeOutOfDigest(String merchantId, Instant at) {
    Digests.Closed closed = digests.close(merchantId, at);
    return closed == null ? List.of() : closed.causeKeys().stream().map(this::inDigest).toList();
  }

  /** He has no address: an UNDELIVERABLE receipt, with the reason. */
  void unreachable(NotificationTrigger cause, Channel channel, Instant now) {
    remember(cause.key(), now);
    Receipt receipt = receipt(cause, channel, ReceiptState.UNDELIVERABLE, Reasons.NO_ADDRESS, now);
    undelivered.add(
        OpenNotice.composed(wordless(cause, channel), OpenNotice.UNRANKED, now), receipt);
  }

  private boolean isForDigest(
      NotificationTrigger cause, ChannelPlan plan, Contact contact, Instant now) {
    DigestTime time = contact.wishes().digest();
    if (time == null
        || cause.news().kind().isUrgent()
        || plan.isUnreachable(contact)
        || !digests.add(cause.merchantId(), cause.key(), time, contact, now)) {
      return false;
    }
    counts.count(Counts.Event.DIGESTED);
    stores
        .causes()
        .put(Keys.text(cause.key()), TriggerState.waiting(new TriggerState.Waiting(cause, now)));
    return true;
  }

  private void tellAlone(
      NotificationTrigger cause, ChannelPlan plan, Contact contact, Instant now) {
    if (plan.isRefused()) {
      counts.count(Counts.Event.UNWANTED);
      remember(cause.key(), now);
    } else if (plan.isUnreachable(contact)) {
      unreachable(cause, plan.channels().getFirst(), now);
    } else {
      remember(cause.key(), now);
      notices.begin(
          rules.composer().compose(cause, contact, plan.channels(), payloads, now),
          plan,
          contact,
          now);
    }
  }

  /** What is announced until a moment that has come is told no more. */
  private boolean isOver(NotificationTrigger cause, Instant now) {
    if (!cause.news().isOver(now)) {
      return false;
    }
    counts.count(Counts.Event.OVER);
    remember(cause.key(), now);
    return true;
  }

  /**
   * What can't be in a digest any more, as wishes or addresses have changed, ends here; so does
   * what may not be told at its hour, and waits alone.
   */
  private boolean isWanted(NotificationTrigger cause, Contact contact, Instant now) {
    Kind kind = cause.news().kind();
    ChannelPlan plan = planOf(kind, contact);
    boolean mustWait = kind.isForTheDay() && contact.quietUntil(kind, now).isPresent();
    if (mustWait || plan.isRefused() || plan.isUnreachable(contact)) {
      tellAlone(cause, plan, contact, now);
      return false;
    }
    return true;
  }

  private void supersedeInDigest(NotificationTrigger cause, Contact contact, Instant now) {
    for (String causeKey : digests.waiting(cause.merchantId())) {
      NotificationTrigger earlier = inDigest(causeKey);
      if (cause.overtakes(earlier)) {
        digests.remove(cause.merchantId(), causeKey);
        remember(causeKey, now);
        superseded(earlier, planOf(earlier.news().kind(), contact), now);
      }
    }
  }

  /** News that is void before a notice of it was composed. */
  private void superseded(NotificationTrigger cause, ChannelPlan plan, Instant now) {
    plan.first()
        .forEach(
            channel -> receipt(cause, channel, ReceiptState.SUPERSEDED, Reasons.SUPERSEDED, now));
  }

  private NotificationTrigger inDigest(String causeKey) {
    byte[] kept = stores.causes().get(Keys.text(causeKey));
    if (kept == null) {
      throw new IllegalStateException("trigger " + causeKey + " waits for a digest and is gone");
    }
    return TriggerState.read(kept).orElseThrow().cause();
  }

  private ChannelPlan planOf(Kind kind, Contact contact) {
    return ChannelPlan.of(kind, contact, rules.channels());
  }

  /** By the order that all have; where they differ, by all channels of any of them at once. */
  private ChannelPlan planOf(List<NotificationTrigger> told, Contact contact) {
    Set<ChannelPlan> plans =
        told.stream()
            .map(cause -> planOf(cause.news().kind(), contact))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (plans.size() == 1) {
      return plans.iterator().next();
    }
    List<Channel> all = plans.stream().flatMap(ChannelPlan::first).distinct().toList();
    return new ChannelPlan(all, all.size());
  }

  private void remember(String causeKey, Instant now) {
    stores.causes().put(Keys.text(causeKey), TriggerState.composed());
    timers.schedule(Lane.FREE, new Timer(now.plus(rules.memory()), Timer.What.FORGET, causeKey));
  }

  /** Nothing was composed, so it can't be sent again. */
  private static Notice wordless(NotificationTrigger cause, Channel channel) {
    return new Notice(
        cause.id(),
        cause.at(),
        cause.merchantId(),
        cause.renewalId(),
        cause.news().kind(),
        channel,
        "",
        "",
        null);
  }

  private Receipt receipt(
      NotificationTrigger cause, Channel channel, ReceiptState state, String reason, Instant now) {
    counts.count(channel, state);
    Receipt receipt =
        new Receipt(
            cause.id(),
            cause.merchantId(),
            cause.renewalId(),
            channel,
            state,
            1,
            now,
            reason,
            null);
    publisher.receipt(receipt);
    return receipt;
  }
}
