package renewals.activation.renewal.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Case.Orphan;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.Case.Usability;
import renewals.activation.renewal.model.CaseHistory;
import renewals.activation.renewal.model.DeadlineWait;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.Refusals;
import renewals.activation.renewal.model.TakenUp;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.model.UnknownPayment;
import renewals.schemas.trace.TraceContext;
import renewals.streams.state.StateFormatException;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/**
 * The compact form of a case, and beside it of the trace that is kept with it; its key is the
 * renewalId, which is not written again. One thread.
 *
 * <p>Long because each part of a case is written and read here, of this version and of those
 * before.
 */
public final class CaseFormat {

  private static final int VERSION = 4;
  private static final int SINCE_PROMISES = 2;

  /** And since then: own times and currencies of lines, refusals, which payment was refunded. */
  private static final int SINCE_REFUND_OF = 3;

  private static final int SINCE_TROUBLED = 4;

  /**
   * The same as before, with a trace first; without one nothing is written otherwise. The version
   * after these has a flag for it.
   */
  private static final int TRACED = 5;

  private static final int ORPHAN = 0;
  private static final int RENEWAL = 1;
  private static final int FOR_NOTHING = 0;
  private static final int FOR_PAYMENT = 1;
  private static final int FOR_REVIEW = 2;

  private final StateWriter packer = new StateWriter();

  /** The case as bytes. */
  public byte[] write(Case value) {
    return write(value, null);
  }

  /**
   * The case as bytes.
   *
   * @param trace kept with it, null for none
   */
  public byte[] write(Case value, @Nullable TraceContext trace) {
    StateWriter to = trace == null ? packer.start(VERSION) : startTraced(trace);
    switch (value) {
      case Orphan orphan -> {
        to.raw(ORPHAN).instant(orphan.firstFactAt()).instant(orphan.lastFactAt());
        to.number(orphan.held()).flag(orphan.holdsMoney()).flag(orphan.orphaned());
      }
      case Renewal renewal -> writeRenewal(to.raw(RENEWAL), renewal);
    }
    to.number(value.updates());
    TimelineFormat.write(to, value.timeline(), currencyOf(value));
    to.number(value.refusals().latest().size());
    for (Refusals.Refused refused : value.refusals().latest()) {
      FactFormat.writeWhole(to, refused.fact());
      to.choice(RenewalNumbers.REASONS, refused.refusal().reason()).text(refused.refusal().text());
    }
    return to.finish();
  }

  private StateWriter startTraced(TraceContext trace) {
    StateWriter to = packer.start(TRACED);
    for (byte one : trace.toBytes()) {
      to.raw(one);
    }
    return to;
  }

  /** The trace that is kept with the case that bytes hold; null for none. */
  public static @Nullable TraceContext traceOf(byte[] bytes) {
    return bytes[0] == TRACED ? TraceContext.ofBytes(bytes, 1) : null;
  }

  private static void writeRenewal(StateWriter to, Renewal renewal) {
    FactFormat.write(to, renewal.request());
    to.number(renewal.payments().size());
    for (Payment payment : renewal.payments()) {
      FactFormat.write(to, payment);
    }
    to.number(renewal.reviews().size());
    for (Review review : renewal.reviews()) {
      FactFormat.write(to, review);
    }
    to.instant(renewal.lastFactAt());
    switch (renewal.waiting()) {
      case DeadlineWait.ForNothing nothing -> to.raw(FOR_NOTHING);
      case DeadlineWait.ForPayment spell ->
          to.raw(FOR_PAYMENT).instant(spell.since()).flag(spell.lapsed());
      case DeadlineWait.ForReview spell ->
          to.raw(FOR_REVIEW).instant(spell.since()).flag(spell.delayed()).flag(spell.stalled());
    }
    to.number(renewal.activations());
    Usability usability = renewal.lastActivation();
    to.flag(usability != null);
    if (usability != null) {
      to.instant(usability.at()).optionalInstant(usability.paidAt());
      to.instant(usability.approvedAt());
    }
    to.number(renewal.promises().size());
    for (QuotedTime quotedTime : renewal.promises()) {
      to.optionalInstant(quotedTime.by()).choice(RenewalNumbers.BASES, quotedTime.basis());
      to.flag(quotedTime.troubled());
    }
    to.number(renewal.unknownPayments().size());
    for (UnknownPayment unknown : renewal.unknownPayments()) {
      to.text(unknown.refundId()).text(unknown.refundOf()).instant(unknown.since());
    }
  }

  /** That of the request, which most amounts are in; none before it. */
  private static String currencyOf(Case value) {
    return value instanceof Renewal renewal ? renewal.request().amountDue().currency() : "";
  }

  /**
   * The case that bytes hold.
   *
   * @throws StateFormatException a newer version wrote them
   */
  public Case read(String renewalId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "case", TRACED);
    if (from.version() == TRACED) {
      from.skip(TraceContext.BYTES);
    }
    return from.raw() == ORPHAN ? readOrphan(from, renewalId) : readRenewal(from, renewalId);
  }

  private static Orphan readOrphan(StateReader from, String renewalId) {
    Instant first = from.instant();
    Instant last = from.instant();
    int held = from.count();
    boolean holdsMoney = from.flag();
    boolean orphaned = from.flag();
    int updates = from.count();
    List<TimelineEntry> timeline = TimelineFormat.read(from, "", knowsRefundOf(from));
    return new Orphan(
        renewalId,
        held,
        holdsMoney,
        orphaned,
        first,
        last,
        readRefusals(from, renewalId),
        new CaseHistory(updates, timeline));
  }

  private static Renewal readRenewal(StateReader from, String renewalId) {
    Requested request = FactFormat.readRequest(from, renewalId);
    String currency = request.amountDue().currency();
    int paymentCount = from.count();
    List<Payment> payments = new ArrayList<>(paymentCount);
    for (int i = 0; i < paymentCount; i++) {
      payments.add(
          FactFormat.readPayment(
              from, renewalId, request.channelId(), currency, knowsRefundOf(from)));
    }
    int reviewCount = from.count();
    List<Review> reviews = new ArrayList<>(reviewCount);
    for (int i = 0; i < reviewCount; i++) {
      reviews.add(FactFormat.readReview(from, renewalId, request.carrierId()));
    }
    Instant lastFactAt = from.instant();
    DeadlineWait waiting = readWaiting(from);
    int activations = from.count();
    Usability usability =
        from.flag() ? new Usability(from.instant(), from.optionalInstant(), from.instant()) : null;
    List<QuotedTime> promises = from.version() < SINCE_PROMISES ? List.of() : readPromises(from);
    List<UnknownPayment> unknown = knowsRefundOf(from) ? readUnknown(from) : List.of();
    int updates = from.count();
    List<TimelineEntry> timeline = TimelineFormat.read(from, currency, knowsRefundOf(from));
    return new Renewal(
        request,
        new TakenUp(payments, reviews, unknown, lastFactAt),
        waiting,
        activations,
        usability,
        promises,
        readRefusals(from, renewalId),
        new CaseHistory(updates, timeline));
  }

  private static boolean knowsRefundOf(StateReader from) {
    return from.version() >= SINCE_REFUND_OF;
  }

  private static List<UnknownPayment> readUnknown(StateReader from) {
    int size = from.count();
    List<UnknownPayment> unknown = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      unknown.add(new UnknownPayment(from.text(), from.text(), from.instant()));
    }
    return unknown;
  }

  private static Refusals readRefusals(StateReader from, String renewalId) {
    int size = knowsRefundOf(from) ? from.count() : 0;
    List<Refusals.Refused> latest = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Fact fact = FactFormat.readWhole(from, renewalId, true);
      latest.add(
          new Refusals.Refused(
              fact, new Refusal(from.choice(RenewalNumbers.REASONS), from.text())));
    }
    return new Refusals(latest);
  }

  private static List<QuotedTime> readPromises(StateReader from) {
    int size = from.count();
    if (size == 0) {
      return List.of();
    }
    List<QuotedTime> promises = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      promises.add(
          new QuotedTime(
              from.optionalInstant(),
              from.choice(RenewalNumbers.BASES),
              from.version() >= SINCE_TROUBLED && from.flag()));
    }
    return promises;
  }

  private static DeadlineWait readWaiting(StateReader from) {
    return switch (from.raw()) {
      case FOR_NOTHING -> new DeadlineWait.ForNothing();
      case FOR_PAYMENT -> new DeadlineWait.ForPayment(from.instant(), from.flag());
      case FOR_REVIEW -> new DeadlineWait.ForReview(from.instant(), from.flag(), from.flag());
      default -> throw new StateFormatException("stored case waits for something unknown");
    };
  }
}
