package renewals.notifier.topology;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.NoticeState;
import renewals.notifier.codec.OutboundWriter.Receipt;
import renewals.notifier.domain.Answer;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.OpenNotice;
import renewals.notifier.domain.Step;
import renewals.notifier.topology.DueIndex.Lane;
import renewals.v1.ReceiptState;

/** Open notices: carries out the steps that the domain decides. */
final class NoticeDesk {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);

  private final Rules rules;
  private final Shelves shelves;
  private final Agenda agenda;
  private final Outbox outbox;
  private final Counts counts;

  NoticeDesk(Rules rules, Shelves shelves, Agenda agenda, Outbox outbox, Counts counts) {
    this.rules = rules;
    this.shelves = shelves;
    this.agenda = agenda;
    this.outbox = outbox;
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
    carryOut(open, rules.delivery().due(open, contact, now), now);
  }

  /**
   * A sender has answered.
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
    agenda.disarm(laneOf(open), dueOf(open));
    carryOut(open, step, now);
    return true;
  }

  @Nullable OpenNotice open(String noticeKey) {
    byte[] kept = shelves.open().get(Keys.text(noticeKey));
    return kept == null ? null : NoticeState.read(kept);
  }

  private void carryOut(OpenNotice before, Step step, Instant now) {
    switch (step) {
      case Step.HandOver handOver -> {
        keep(handOver.next());
        outbox.due(handOver.next(), handOver.to(), now);
      }
      case Step.Retry retry -> {
        keep(retry.next());
        receipt(before, ReceiptState.RETRYING, before.attempt(), retry.reason(), now);
      }
      case Step.Defer defer -> {
        counts.count(Counts.Event.DEFERRED);
        keep(defer.next());
      }
      case Step.Settle settle -> {
        shelves.open().delete(Keys.text(before.notice().key()));
        receipt(before, stateOf(settle.end()), settle.attempt(), settle.reason(), now);
      }
      case Step.Ignore ignored -> {}
    }
  }

  private void keep(OpenNotice open) {
    shelves.open().put(Keys.text(open.notice().key()), NoticeState.write(open));
    agenda.arm(laneOf(open), dueOf(open));
  }

  private void receipt(
      OpenNotice open, ReceiptState state, int attempt, @Nullable String reason, Instant now) {
    Notice notice = open.notice();
    counts.count(notice.channel(), state);
    outbox.receipt(
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

  /** A try needs nothing that is unread; patience with senders must first read their answers. */
  private static Lane laneOf(OpenNotice open) {
    return switch (open.phase()) {
      case WAITING -> Lane.FREE;
      case HANDED_OVER -> Lane.AFTER_READING;
    };
  }

  private static Due dueOf(OpenNotice open) {
    return new Due(open.dueAt(), Due.What.NOTICE, open.notice().key());
  }

  private static ReceiptState stateOf(Step.End end) {
    return switch (end) {
      case DELIVERED -> ReceiptState.DELIVERED;
      case UNDELIVERABLE -> ReceiptState.UNDELIVERABLE;
    };
  }
}
