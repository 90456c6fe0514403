package renewals.notifier.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.NoticeState;
import renewals.notifier.codec.OutboundWriter.Receipt;
import renewals.notifier.domain.Answer;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.OpenNotice;
import renewals.notifier.domain.Step;
import renewals.notifier.topology.TimerStore.Lane;
import renewals.v1.ReceiptState;

/** Open notices: carries out the steps that the domain decides. */
final class NoticeLifecycle {

  /** What sorts behind every slash. */
  private static final char AFTER_SLASH = (char) ('/' + 1);

  private static final Logger LOG = LoggerFactory.getLogger(NoticeLifecycle.class);

  private final Rules rules;
  private final Shelves shelves;
  private final TimerService timers;
  private final NoticePublisher publisher;
  private final Counts counts;

  NoticeLifecycle(
      Rules rules, Shelves shelves, TimerService timers, NoticePublisher publisher, Counts counts) {
    this.rules = rules;
    this.shelves = shelves;
    this.timers = timers;
    this.publisher = publisher;
    this.counts = counts;
  }

  /** A notice that was just composed. */
  void begin(Notice notice, Contact contact, Instant now) {
    counts.count(Counts.Event.COMPOSED);
    OpenNotice open = OpenNotice.composed(notice, now);
    carryOut(open, rules.delivery().due(open, contact, now), now);
  }

  /** An open notice is due. Whoever took the due entry has removed it. */
  void due(@Nullable Contact contact, OpenNotice open, Instant now) {
    if (open.phase() == OpenNotice.Phase.HANDED_OVER) {
      counts.count(Counts.Event.UNANSWERED);
      LOG.warn(
          "No answer to {} attempt {}: handing it over again", open.notice().id(), open.attempt());
    }
    Step step = rules.delivery().due(open, contact, now);
    if (open.phase() == OpenNotice.Phase.SENT && step instanceof Step.Settle) {
      counts.count(Counts.Event.NO_REPORT);
    }
    carryOut(open, step, now);
  }

  /**
   * A sender has answered, or a gateway has reported.
   *
   * @param now when the answer was appended
   * @return whether that changed anything
   */
  boolean answered(String noticeKey, Answer answer, Instant now) {
    OpenNotice open = open(noticeKey);
    if (open == null) {
      LOG.debug("Answer to {}, which is not open", noticeKey);
      return false;
    }
    Step step = rules.delivery().answered(open, answer, now);
    if (step instanceof Step.Ignore ignore) {
      LOG.debug("{}: {}", noticeKey, ignore.why());
      return false;
    }
    timers.cancel(laneOf(open), dueOf(open));
    carryOut(open, step, now);
    return true;
  }

  /** What is told now makes void what still waits to be told of the same renewal. */
  void supersede(NotificationTrigger trigger, Instant now) {
    for (OpenNotice open : openOf(trigger)) {
      Step step = rules.delivery().overtaken(open);
      if (!(step instanceof Step.Ignore)) {
        timers.cancel(laneOf(open), dueOf(open));
        carryOut(open, step, now);
      }
    }
  }

  /** Ids of what is told of a renewal begin with its own and a slash, and so do their keys. */
  private List<OpenNotice> openOf(NotificationTrigger trigger) {
    String renewalId = trigger.renewalId();
    if (renewalId == null) {
      return List.of();
    }
    List<OpenNotice> overtaken = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        shelves.open().range(Keys.text(renewalId + '/'), Keys.text(renewalId + AFTER_SLASH))) {
      while (found.hasNext()) {
        OpenNotice open = NoticeState.read(found.next().value);
        if (trigger.overtakes(open.notice())) {
          overtaken.add(open);
        }
      }
    }
    return overtaken;
  }

  @Nullable OpenNotice open(String noticeKey) {
    byte[] kept = shelves.open().get(Keys.text(noticeKey));
    return kept == null ? null : NoticeState.read(kept);
  }

  private void carryOut(OpenNotice before, Step step, Instant now) {
    switch (step) {
      case Step.HandOver handOver -> {
        save(handOver.next());
        publisher.due(handOver.next(), handOver.to(), now);
      }
      case Step.Retry retry -> {
        save(retry.next());
        receipt(before, ReceiptState.RETRYING, before.attempt(), retry.reason(), now);
      }
      case Step.Sent sent -> {
        save(sent.next());
        if (sent.reason() != null) {
          counts.count(Counts.Event.ANSWER_LOST);
        }
        if (sent.reference() != null) {
          publisher.reference(sent.next(), sent.reference(), now);
        }
        receipt(before, ReceiptState.SENT, before.attempt(), sent.reason(), now);
      }
      case Step.SentAgain again -> {
        save(before);
        publisher.reference(before, again.reference(), now);
      }
      case Step.Keep kept -> save(kept.next());
      case Step.Defer defer -> {
        counts.count(Counts.Event.DEFERRED);
        save(defer.next());
      }
      case Step.Settle settle -> {
        shelves.open().delete(Keys.text(before.notice().key()));
        receipt(before, stateOf(settle.end()), settle.attempt(), settle.reason(), now);
      }
      case Step.Ignore ignored -> {}
    }
  }

  private void save(OpenNotice open) {
    shelves.open().put(Keys.text(open.notice().key()), NoticeState.write(open));
    timers.schedule(laneOf(open), dueOf(open));
  }

  private void receipt(
      OpenNotice open, ReceiptState state, int attempt, @Nullable String reason, Instant now) {
    Notice notice = open.notice();
    counts.count(notice.channel(), state);
    publisher.receipt(
        new Receipt(
            notice.cause(),
            notice.merchantId(),
            notice.renewalId(),
            notice.channel(),
            state,
            attempt,
            now,
            reason));
  }

  /** A try needs nothing that is unread; patience with others must first read their answers. */
  private static Lane laneOf(OpenNotice open) {
    return switch (open.phase()) {
      case WAITING -> Lane.FREE;
      case HANDED_OVER, SENT -> Lane.AFTER_READING;
    };
  }

  private static Timer dueOf(OpenNotice open) {
    return new Timer(open.dueAt(), Timer.What.NOTICE, open.notice().key());
  }

  private static ReceiptState stateOf(Step.End end) {
    return switch (end) {
      case DELIVERED -> ReceiptState.DELIVERED;
      case UNDELIVERABLE -> ReceiptState.UNDELIVERABLE;
      case SUPERSEDED -> ReceiptState.SUPERSEDED;
    };
  }
}
