package renewals.notifier.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.ContactState;
import renewals.notifier.codec.OutboundWriter.Receipt;
import renewals.notifier.codec.TriggerState;
import renewals.notifier.codec.WebhookPayload;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Reasons;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.topology.TimerStore.Lane;
import renewals.v1.ReceiptState;

/** Triggers and contacts: composes each trigger once, as soon as its merchant can be reached. */
final class NotificationTriggerHandler {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationTriggerHandler.class);

  /** How many waiting triggers are composed in one step. */
  private static final int SLICE = 100;

  private final Rules rules;
  private final Shelves shelves;
  private final TimerService timers;
  private final NoticeLifecycle notices;
  private final NoticePublisher publisher;
  private final KnownContactPublisher known;
  private final Counts counts;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  NotificationTriggerHandler(
      Rules rules,
      Shelves shelves,
      TimerService timers,
      NoticeLifecycle notices,
      NoticePublisher publisher,
      KnownContactPublisher known,
      Counts counts) {
    this.rules = rules;
    this.shelves = shelves;
    this.timers = timers;
    this.notices = notices;
    this.publisher = publisher;
    this.known = known;
    this.counts = counts;
  }

  /**
   * A trigger came in.
   *
   * @return whether it is new
   */
  boolean told(NotificationTrigger cause, Instant now) {
    if (shelves.causes().get(Keys.text(cause.key())) != null) {
      return false;
    }
    Contact contact = contact(cause.merchantId());
    if (contact == null || !contact.isReachable()) {
      hold(cause, now);
    } else {
      compose(cause, contact, now);
    }
    return true;
  }

  /**
   * A contact came in, or was taken back.
   *
   * @return whether it is newer than what is known
   */
  boolean contact(String merchantId, ContactState fresh, Instant now) {
    Bytes key = Keys.text(merchantId);
    byte[] kept = shelves.contacts().get(key);
    byte[] bytes = fresh.toBytes();
    if (kept != null && (ContactState.read(kept).at() > fresh.at() || Arrays.equals(kept, bytes))) {
      return false;
    }
    shelves.contacts().put(key, bytes);
    known.changed(merchantId, fresh);
    composeWaiting(merchantId, now);
    return true;
  }

  @Nullable Contact contact(String merchantId) {
    byte[] kept = shelves.contacts().get(Keys.text(merchantId));
    return kept == null ? null : ContactState.read(kept).contact();
  }

  /** Composes what waited for the merchant's contact, a slice now and the rest in coming ticks. */
  void composeWaiting(String merchantId, Instant now) {
    Contact contact = contact(merchantId);
    if (contact == null || !contact.isReachable()) {
      return;
    }
    List<Bytes> slice = waitingOf(merchantId);
    for (Bytes entry : slice) {
      String causeKey = Keys.idOf(entry);
      waiting(causeKey).ifPresent(waiting -> release(waiting, contact, now));
      shelves.waiting().delete(entry);
    }
    if (slice.size() == SLICE) {
      timers.schedule(Lane.FREE, new Timer(now, Timer.What.BACKLOG, merchantId));
    }
  }

  /** A trigger has waited long enough: an UNDELIVERABLE receipt, with the reason. */
  void giveUpWaiting(String causeKey, Instant now) {
    TriggerState.Waiting waiting = waiting(causeKey).orElse(null);
    if (waiting == null) {
      return;
    }
    NotificationTrigger cause = waiting.cause();
    shelves.waiting().delete(waitingKey(waiting));
    Contact contact = contact(cause.merchantId());
    if (contact != null && contact.isReachable()) {
      compose(cause, contact, now);
      return;
    }
    remember(causeKey, now);
    counts.count(Channel.TERMINAL, ReceiptState.UNDELIVERABLE);
    publisher.receipt(
        new Receipt(
            cause.id(),
            cause.merchantId(),
            cause.renewalId(),
            Channel.TERMINAL,
            ReceiptState.UNDELIVERABLE,
            1,
            now,
            Reasons.NO_ADDRESS));
  }

  /** Forgets a trigger that cannot come again any more. */
  void forget(String causeKey) {
    shelves.causes().delete(Keys.text(causeKey));
  }

  private void hold(NotificationTrigger cause, Instant now) {
    counts.count(Counts.Event.CONTACT_MISSING);
    LOG.info("Merchant {} has no address yet: {} waits", cause.merchantId(), cause.id());
    TriggerState.Waiting waiting = new TriggerState.Waiting(cause, now);
    shelves.causes().put(Keys.text(cause.key()), TriggerState.waiting(waiting));
    shelves.waiting().put(waitingKey(waiting), new byte[] {1});
    timers.schedule(Lane.AFTER_READING, waitOf(waiting));
  }

  private void release(TriggerState.Waiting waiting, Contact contact, Instant now) {
    timers.cancel(Lane.AFTER_READING, waitOf(waiting));
    compose(waiting.cause(), contact, now);
  }

  private void compose(NotificationTrigger cause, Contact contact, Instant now) {
    remember(cause.key(), now);
    notices.supersede(cause, now);
    for (Notice notice : rules.composer().compose(cause, contact, payloads, now)) {
      notices.begin(notice, contact, now);
    }
  }

  private void remember(String causeKey, Instant now) {
    shelves.causes().put(Keys.text(causeKey), TriggerState.told());
    timers.schedule(Lane.FREE, new Timer(now.plus(rules.memory()), Timer.What.FORGET, causeKey));
  }

  private List<Bytes> waitingOf(String merchantId) {
    byte[] owner = merchantId.getBytes(StandardCharsets.UTF_8);
    List<Bytes> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        shelves.waiting().range(Keys.first(owner), Keys.last(owner))) {
      while (found.hasNext() && entries.size() < SLICE) {
        entries.add(found.next().key);
      }
    }
    return entries;
  }

  private Optional<TriggerState.Waiting> waiting(String causeKey) {
    byte[] kept = shelves.causes().get(Keys.text(causeKey));
    return kept == null ? Optional.empty() : TriggerState.read(kept);
  }

  private Timer waitOf(TriggerState.Waiting waiting) {
    return new Timer(
        waiting.since().plus(rules.contactWait()), Timer.What.CONTACT_WAIT, waiting.cause().key());
  }

  private static Bytes waitingKey(TriggerState.Waiting waiting) {
    byte[] owner = waiting.cause().merchantId().getBytes(StandardCharsets.UTF_8);
    return Keys.entry(owner, waiting.since().toEpochMilli(), waiting.cause().key());
  }
}
