package renewals.activation.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import renewals.activation.domain.Basis;
import renewals.activation.domain.Case;
import renewals.activation.domain.Case.Orphan;
import renewals.activation.domain.Case.Renewal;
import renewals.activation.domain.Case.Usability;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Requested;
import renewals.activation.domain.Fact.Review;
import renewals.activation.domain.Moment;
import renewals.activation.domain.Promise;
import renewals.activation.domain.Waiting;

/** The compact form of a case; its key is the renewalId, which is not written again. One thread. */
public final class CaseFormat {

  private static final int VERSION = 2;
  private static final int SINCE_PROMISES = 2;
  private static final int ORPHAN = 0;
  private static final int RENEWAL = 1;
  private static final int FOR_NOTHING = 0;
  private static final int FOR_PAYMENT = 1;
  private static final int FOR_REVIEW = 2;
  private static final Moment.What[] WHATS = Moment.What.values();
  private static final Basis[] BASES = Basis.values();

  private final Packer packer = new Packer();

  /** The case as bytes. */
  public byte[] write(Case value) {
    Packer to = packer.start(VERSION);
    switch (value) {
      case Orphan orphan -> {
        to.raw(ORPHAN).instant(orphan.firstFactAt()).instant(orphan.lastFactAt());
        to.number(orphan.held()).flag(orphan.holdsMoney()).flag(orphan.orphaned());
      }
      case Renewal renewal -> writeRenewal(to.raw(RENEWAL), renewal);
    }
    to.number(value.updates());
    writeTimeline(to, value.timeline());
    return to.finish();
  }

  private static void writeRenewal(Packer to, Renewal renewal) {
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
      case Waiting.ForNothing nothing -> to.raw(FOR_NOTHING);
      case Waiting.ForPayment spell ->
          to.raw(FOR_PAYMENT).instant(spell.since()).flag(spell.lapsed());
      case Waiting.ForReview spell ->
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
    for (Promise promise : renewal.promises()) {
      to.optionalInstant(promise.by()).choice(promise.basis());
    }
  }

  private static void writeTimeline(Packer to, List<Moment> timeline) {
    to.number(timeline.size());
    for (Moment moment : timeline) {
      to.choice(moment.what()).instant(moment.at());
      to.optionalNumber(moment.minorUnits()).optionalText(moment.reason());
    }
  }

  /**
   * The case that bytes hold.
   *
   * @throws StateFormatException a newer version wrote them
   */
  public Case read(String renewalId, byte[] bytes) {
    Unpacker from = Unpacker.start(bytes, "case", VERSION);
    return from.raw() == ORPHAN ? readOrphan(from, renewalId) : readRenewal(from, renewalId);
  }

  private static Orphan readOrphan(Unpacker from, String renewalId) {
    Instant first = from.instant();
    Instant last = from.instant();
    int held = from.count();
    boolean holdsMoney = from.flag();
    boolean orphaned = from.flag();
    return new Orphan(
        renewalId, held, holdsMoney, orphaned, first, last, from.count(), readTimeline(from));
  }

  private static Renewal readRenewal(Unpacker from, String renewalId) {
    Requested request = FactFormat.readRequest(from, renewalId);
    String currency = request.amountDue().currency();
    int paymentCount = from.count();
    List<Payment> payments = new ArrayList<>(paymentCount);
    for (int i = 0; i < paymentCount; i++) {
      payments.add(FactFormat.readPayment(from, renewalId, request.channelId(), currency));
    }
    int reviewCount = from.count();
    List<Review> reviews = new ArrayList<>(reviewCount);
    for (int i = 0; i < reviewCount; i++) {
      reviews.add(FactFormat.readReview(from, renewalId, request.carrierId()));
    }
    Instant lastFactAt = from.instant();
    Waiting waiting = readWaiting(from);
    int activations = from.count();
    Usability usability =
        from.flag() ? new Usability(from.instant(), from.optionalInstant(), from.instant()) : null;
    List<Promise> promises = from.version() < SINCE_PROMISES ? List.of() : readPromises(from);
    return new Renewal(
        request,
        payments,
        reviews,
        waiting,
        activations,
        usability,
        promises,
        lastFactAt,
        from.count(),
        readTimeline(from));
  }

  private static List<Promise> readPromises(Unpacker from) {
    int size = from.count();
    if (size == 0) {
      return List.of();
    }
    List<Promise> promises = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      promises.add(new Promise(from.optionalInstant(), from.choice(BASES)));
    }
    return promises;
  }

  private static Waiting readWaiting(Unpacker from) {
    return switch (from.raw()) {
      case FOR_NOTHING -> new Waiting.ForNothing();
      case FOR_PAYMENT -> new Waiting.ForPayment(from.instant(), from.flag());
      case FOR_REVIEW -> new Waiting.ForReview(from.instant(), from.flag(), from.flag());
      default -> throw new StateFormatException("stored case waits for something unknown");
    };
  }

  private static List<Moment> readTimeline(Unpacker from) {
    int size = from.count();
    List<Moment> timeline = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Moment.What what = from.choice(WHATS);
      timeline.add(new Moment(from.instant(), what, from.optionalNumber(), from.optionalText()));
    }
    return timeline;
  }
}
