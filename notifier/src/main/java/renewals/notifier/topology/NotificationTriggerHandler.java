package renewals.notifier.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.codec.state.TriggerState;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.terminal.CardSaid;
import renewals.notifier.topology.notice.NoticeLifecycle;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.standing.NewAddressTeller;
import renewals.notifier.topology.standing.StandingNews;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.store.NotifierStores;
import renewals.notifier.topology.terminal.TerminalTeller;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;
import renewals.notifier.topology.trace.NoticeTraces;
import renewals.streams.record.SourceRecord;

/** Triggers and contacts: each trigger is told once, as soon as its merchant can be reached. */
final class NotificationTriggerHandler {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationTriggerHandler.class);

  /** How many waiting triggers are composed in one step. */
  private static final int SLICE = 100;

  private final Rules rules;
  private final NotifierStores stores;
  private final ContactStore contacts;
  private final TimerService timers;
  private final TriggerTeller teller;
  private final ContactChangeTeller changes;
  private final StandingNews standing;
  private final NewAddressTeller newAddresses;
  private final TerminalTeller terminals;
  private final NoticeLifecycle notices;
  private final Counts counts;
  private final NoticeTraces traces;

  NotificationTriggerHandler(
      Rules rules,
      NotifierStores stores,
      ContactStore contacts,
      TimerService timers,
      TriggerTeller teller,
      ContactChangeTeller changes,
      StandingNews standing,
      NewAddressTeller newAddresses,
      TerminalTeller terminals,
      NoticeLifecycle notices,
      Counts counts,
      NoticeTraces traces) {
    this.rules = rules;
    this.stores = stores;
    this.contacts = contacts;
    this.timers = timers;
    this.teller = teller;
    this.changes = changes;
    this.standing = standing;
    this.newAddresses = newAddresses;
    this.terminals = terminals;
    this.notices = notices;
    this.counts = counts;
    this.traces = traces;
  }

  /**
   * A trigger came in.
   *
   * @param card what its output says of the card beside
   * @return whether it is new
   */
  boolean handle(NotificationTrigger cause, CardSaid card, Instant now) {
    if (stores.causes().get(Keys.text(cause.key())) != null) {
      return false;
    }
    standing.note(cause, now);
    if (!standing.overtakes(cause)) {
      terminals.tell(cause, card, now);
    }
    Contact contact = contacts.get(cause.merchantId());
    if (contact == null || !contact.isReachable()) {
      hold(cause, now);
    } else {
      teller.tell(cause, contact, now);
    }
    return true;
  }

  /**
   * A contact came in, or was taken back.
   *
   * @param from the record in which it came
   */
  ContactStore.Outcome contact(
      String merchantId, ContactState fresh, SourceRecord from, Instant now) {
    Contact before = contacts.get(merchantId);
    ContactStore.Outcome outcome = contacts.offer(merchantId, fresh);
    if (outcome == ContactStore.Outcome.TAKEN) {
      Contact contact = fresh.contact();
      if (before != null) {
        changes.tell(before, fresh, from, now);
        notices.contactChanged(before, contact, now);
      }
      if (contact != null) {
        teller.contactChanged(contact, now);
        notices.challenge(contact, now);
        String change = ContactChangeTeller.causeOf(merchantId, fresh, from);
        newAddresses.tell(before, contact, change, Instant.ofEpochMilli(fresh.at()), now);
      }
      composeWaiting(merchantId, now);
    }
    return outcome;
  }

  /** Composes what waited for the merchant's contact, a slice now and the rest in coming ticks. */
  void composeWaiting(String merchantId, Instant now) {
    Contact contact = contacts.get(merchantId);
    if (contact == null || !contact.isReachable()) {
      return;
    }
    List<Bytes> slice = waitingOf(merchantId);
    for (Bytes entry : slice) {
      String causeKey = Keys.idOf(entry);
      waiting(causeKey).ifPresent(waiting -> release(waiting, contact, now));
      stores.waiting().delete(entry);
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
    stores.waiting().delete(waitingKey(waiting));
    Contact contact = contacts.get(cause.merchantId());
    if (contact != null && contact.isReachable()) {
      traces.withTrigger(waiting.trace(), () -> teller.tell(cause, contact, now));
    } else {
      // what the terminal showed has a receipt of its own
      boolean isShown = rules.channels().isTerminalShown();
      teller.unreachable(cause, isShown ? Channel.SMS : Channel.TERMINAL, now);
    }
  }

  /** A merchant's digest is due. */
  void makeDigest(String merchantId, Instant at, Instant now) {
    Contact contact = contacts.get(merchantId);
    if (contact == null || !contact.isReachable()) {
      teller.takeOutOfDigest(merchantId, at).forEach(cause -> hold(cause, now));
    } else {
      teller.makeDigest(contact, at, now);
    }
  }

  /** Forgets a trigger that cannot come again any more, or what has stood for as long. */
  void forget(String id, Instant now) {
    if (StandingNews.isKey(id)) {
      standing.forgetIfOld(id, now);
    } else {
      stores.causes().delete(Keys.text(id));
    }
  }

  private void hold(NotificationTrigger cause, Instant now) {
    counts.count(Counts.Event.CONTACT_MISSING);
    LOG.info("Merchant {} has no address yet: {} waits", cause.merchantId(), cause.id());
    TriggerState.Waiting waiting = new TriggerState.Waiting(cause, now, traces.toKeep());
    stores.causes().put(Keys.text(cause.key()), TriggerState.waiting(waiting));
    stores.waiting().put(waitingKey(waiting), new byte[] {1});
    timers.schedule(Lane.AFTER_READING, waitOf(waiting));
  }

  private void release(TriggerState.Waiting waiting, Contact contact, Instant now) {
    timers.cancel(Lane.AFTER_READING, waitOf(waiting));
    traces.withTrigger(waiting.trace(), () -> teller.tell(waiting.cause(), contact, now));
  }

  private List<Bytes> waitingOf(String merchantId) {
    byte[] owner = merchantId.getBytes(StandardCharsets.UTF_8);
    List<Bytes> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        stores.waiting().range(Keys.first(owner), Keys.last(owner))) {
      while (found.hasNext() && entries.size() < SLICE) {
        entries.add(found.next().key);
      }
    }
    return entries;
  }

  private Optional<TriggerState.Waiting> waiting(String causeKey) {
    byte[] kept = stores.causes().get(Keys.text(causeKey));
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
