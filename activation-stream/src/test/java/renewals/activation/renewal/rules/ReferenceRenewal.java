package renewals.activation.renewal.rules;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Payment.Status;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.RenewalStatus;

/**
 * Rules 1 to 10 written down from their text alone, as slowly and plainly as possible: it keeps the
 * journal of what was taken up and which deadlines fired, and works everything else out anew from
 * the whole journal each time it is asked. Nothing of it is shared with the rules that it judges.
 */
final class ReferenceRenewal {

  /** One update, without its free text. */
  record ExpectedUpdate(
      String updateId,
      CaseUpdateKind kind,
      @Nullable Money amount,
      @Nullable String reason,
      @Nullable Requested request,
      Instant at) {}

  /** An activation or a reversal. */
  record Change(
      String activationId,
      @Nullable String reversedBy,
      Instant at,
      Instant activatedAt,
      @Nullable Instant paidAt,
      Instant approvedAt,
      @Nullable Instant carriersWord) {}

  /** All that one step gives: the verdict, or null for a deadline, and what comes out. */
  record Outcome(
      @Nullable String verdict,
      List<ExpectedUpdate> updates,
      @Nullable Change change,
      List<Integer> refusedHeld) {}

  private record Entry(Fact fact, Instant at) {}

  private record Remembered(Fact fact, String reason) {}

  private record Fired(Deadline deadline, @Nullable Entry spell) {}

  /** What a part of the journal, from its beginning, amounts to. */
  private record View(
      boolean requested, long settled, long wentBack, long due, Optional<Review> latest) {

    long net() {
      return settled - wentBack;
    }

    boolean paid() {
      return requested && net() >= due;
    }

    boolean allWentBack() {
      return requested && !paid() && settled > 0 && net() <= 0;
    }

    boolean refunded() {
      return allWentBack() && !rejected();
    }

    boolean approved() {
      return latest.filter(r -> r.outcome() == Review.Outcome.APPROVED).isPresent();
    }

    boolean rejected() {
      return latest.filter(r -> r.outcome() == Review.Outcome.REJECTED).isPresent();
    }

    boolean usable() {
      return requested && paid() && approved();
    }

    boolean waitsForPayment() {
      return requested && !paid() && !rejected() && !refunded();
    }

    boolean waitsForReview() {
      return requested && paid() && latest.isEmpty();
    }
  }

  private final String renewalId;
  private final RulePolicy policy;
  private final List<Entry> journal = new ArrayList<>();
  private final Set<Fired> fired = new HashSet<>();
  private final List<Remembered> refusedBefore = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private List<Entry> viewed = List.of();
  private int updateCount;

  ReferenceRenewal(String renewalId, RulePolicy policy) {
    this.renewalId = renewalId;
    this.policy = policy;
  }

  // ---- rules 1 to 3

  Outcome take(Fact fact, Instant at) {
    for (Entry entry : journal) {
      if (identity(entry.fact()).equals(identity(fact))) {
        if (content(entry.fact()).equals(content(fact))) {
          return new Outcome("DUPLICATE", List.of(), null, List.of());
        }
      }
    }
    for (Remembered remembered : refusedBefore) {
      if (content(remembered.fact()).equals(content(fact))) {
        return new Outcome(remembered.reason(), List.of(), null, List.of());
      }
    }
    for (Entry entry : journal) {
      if (identity(entry.fact()).equals(identity(fact))) {
        return refused(fact, "CONFLICTING_DUPLICATE", at);
      }
    }
    Optional<String> misfit = request(journal).flatMap(request -> misfit(request, fact));
    if (misfit.isPresent()) {
      return mismatch(fact, misfit.get(), at);
    }
    long others = journal.stream().filter(e -> !(e.fact() instanceof Requested)).count();
    if (others >= 100 && !(fact instanceof Requested)) {
      Optional<Entry> room = request(journal).isEmpty() ? giver(fact) : Optional.empty();
      return room.isPresent()
          ? takenInstead(fact, room.get(), at)
          : refused(fact, "TOO_MANY_FACTS", at);
    }
    return applied(fact, at);
  }

  /**
   * The latest entry of a speaker with most, above ten, if the fact's has fewer with it as well.
   */
  private Optional<Entry> giver(Fact fact) {
    long most = journal.stream().mapToLong(e -> factsOf(speaker(e.fact()))).max().orElse(0);
    if (most < 11 || factsOf(speaker(fact)) + 1 > most - 1) {
      return Optional.empty();
    }
    return journal.reversed().stream().filter(e -> factsOf(speaker(e.fact())) == most).findFirst();
  }

  private static String speaker(Fact fact) {
    return fact instanceof Payment payment
        ? "channel " + payment.channelId()
        : "carrier " + ((Review) fact).carrierId();
  }

  private long factsOf(String speaker) {
    return journal.stream().filter(e -> speaker(e.fact()).equals(speaker)).count();
  }

  private Outcome takenInstead(Fact fact, Entry other, Instant at) {
    int place = journal.indexOf(other);
    journal.remove(place);
    Outcome refused = refused(other.fact(), "TOO_MANY_FACTS", at);
    journal.add(new Entry(fact, at));
    return new Outcome("APPLIED", refused.updates(), null, List.of(place));
  }

  private Outcome applied(Fact fact, Instant at) {
    List<ExpectedUpdate> updates = new ArrayList<>();
    List<Integer> misfits = new ArrayList<>();
    List<Fact> takenUp = new ArrayList<>(List.of(fact));
    View before = view(journal);
    long owedBefore = owed();
    if (fact instanceof Requested request) {
      journal.add(new Entry(fact, at));
      expect(updates, CaseUpdateKind.ACCEPTED, null, null, at);
      takenUp.clear();
      List<Entry> earlier = List.copyOf(journal.subList(0, journal.size() - 1));
      for (int i = 0; i < earlier.size(); i++) {
        Entry entry = earlier.get(i);
        Optional<String> misfit = misfit(request, entry.fact());
        if (misfit.isPresent()) {
          misfits.add(i);
          journal.remove(entry);
          remember(entry.fact(), "MISMATCH");
          expect(updates, CaseUpdateKind.MISMATCH, settledAmount(entry.fact()), misfit.get(), at);
        } else {
          takenUp.add(entry.fact());
        }
      }
    } else {
      journal.add(new Entry(fact, at));
    }
    if (request(journal).isEmpty()) {
      return new Outcome("APPLIED", List.of(), null, List.of());
    }
    Change change = expectWhatChanged(updates, before, owedBefore, takenUp, at);
    return new Outcome("APPLIED", updates, change, misfits);
  }

  private Outcome mismatch(Fact fact, String field, Instant at) {
    List<ExpectedUpdate> updates = new ArrayList<>();
    remember(fact, "MISMATCH");
    expect(updates, CaseUpdateKind.MISMATCH, settledAmount(fact), field, at);
    return new Outcome("MISMATCH", updates, null, List.of());
  }

  private Outcome refused(Fact fact, String reason, Instant at) {
    List<ExpectedUpdate> updates = new ArrayList<>();
    remember(fact, reason);
    expect(updates, CaseUpdateKind.CONFLICT, null, reason, at);
    return new Outcome(reason, updates, null, List.of());
  }

  private void remember(Fact fact, String reason) {
    refusedBefore.add(new Remembered(fact, reason));
    while (refusedBefore.size() > 20) {
      refusedBefore.remove(0);
    }
  }

  private static @Nullable Money settledAmount(Fact fact) {
    return fact instanceof Payment payment && payment.status() == Status.SETTLED
        ? payment.amount()
        : null;
  }

  private static List<String> identity(Fact fact) {
    if (fact instanceof Payment payment) {
      return List.of("payment", payment.channelId(), payment.paymentId(), payment.status().name());
    }
    if (fact instanceof Review review) {
      return List.of("review", review.carrierId(), review.reviewId());
    }
    return List.of("request");
  }

  private static Optional<String> misfit(Requested request, Fact fact) {
    List<String> fields = new ArrayList<>();
    if (fact instanceof Payment payment) {
      if (!payment.channelId().equals(request.channelId())) {
        fields.add("payment.channelId");
      }
      if (!payment.amount().currency().equals(request.amountDue().currency())) {
        fields.add("payment.amount.currency");
      }
    }
    if (fact instanceof Review review) {
      if (!review.carrierId().equals(request.carrierId())) {
        fields.add("review.carrierId");
      }
      String iccid = review.iccid();
      if (iccid != null && !first19(iccid).equals(first19(request.iccid()))) {
        fields.add("review.iccid");
      }
    }
    return fields.stream().findFirst();
  }

  /** What a fact says, the check digit of a card being no part of it. */
  private static Fact content(Fact fact) {
    return switch (fact) {
      case Requested request -> Facts.forCard(request, first19(request.iccid()));
      case Review review when review.iccid() != null ->
          Facts.ofCard(review, first19(review.iccid()));
      default -> fact;
    };
  }

  private static String first19(String iccid) {
    return iccid.substring(0, 19);
  }

  private static Optional<Requested> request(List<Entry> journal) {
    return journal.stream()
        .map(Entry::fact)
        .filter(Requested.class::isInstance)
        .map(Requested.class::cast)
        .findFirst();
  }

  // ---- rules 4 to 7 and 10

  private static View view(List<Entry> journal) {
    Optional<Requested> request = request(journal);
    if (request.isEmpty()) {
      return new View(false, 0, 0, 0, Optional.empty());
    }
    List<Payment> payments = new ArrayList<>();
    List<Review> reviews = new ArrayList<>();
    for (Entry entry : journal) {
      if (entry.fact() instanceof Payment payment) {
        payments.add(payment);
      }
      if (entry.fact() instanceof Review review) {
        reviews.add(review);
      }
    }
    Optional<Review> latest =
        reviews.stream()
            .max(Comparator.comparing(Review::decidedAt).thenComparing(Review::reviewId));
    long due = request.get().amountDue().minorUnits();
    long settled = sum(payments, Status.SETTLED, p -> true);
    return new View(true, settled, refunded(payments), due, latest);
  }

  private static long refunded(List<Payment> payments) {
    long refunded = sum(payments, Status.REFUNDED, p -> p.refundOf() == null && !isGoodwill(p));
    Set<String> named = new HashSet<>();
    payments.forEach(p -> named.add(p.refundOf()));
    named.remove(null);
    for (String id : named) {
      long paid = sum(payments, Status.SETTLED, p -> p.paymentId().equals(id));
      long goodwill = sum(payments, Status.REFUNDED, p -> id.equals(p.refundOf()) && isGoodwill(p));
      long single =
          sum(
              payments,
              Status.REFUNDED,
              p -> id.equals(p.refundOf()) && !isGoodwill(p) && !p.cumulative());
      long greatest =
          payments.stream()
              .filter(p -> id.equals(p.refundOf()) && p.cumulative())
              .mapToLong(p -> p.amount().minorUnits())
              .max()
              .orElse(0);
      refunded += Math.min(paid, Math.max(single, greatest - goodwill));
    }
    return refunded;
  }

  private static boolean isGoodwill(Payment payment) {
    return payment.refundKind() == Payment.RefundKind.GOODWILL;
  }

  private static long sum(List<Payment> payments, Status status, Predicate<Payment> which) {
    return payments.stream()
        .filter(p -> p.status() == status)
        .filter(which)
        .mapToLong(p -> p.amount().minorUnits())
        .sum();
  }

  long net() {
    return view(journal).net();
  }

  long owed() {
    View now = view(journal);
    if (now.usable()) {
      return Math.max(0, now.net() - now.due());
    }
    boolean goesBack = now.rejected() || didFire(Deadline.LAPSED) || didFire(Deadline.STALLED);
    return goesBack ? Math.max(0, now.net()) : 0;
  }

  RenewalStatus.State state() {
    View now = view(journal);
    if (!now.requested()) {
      return RenewalStatus.State.WAITING_FOR_REQUEST;
    }
    if (now.usable()) {
      return RenewalStatus.State.USABLE;
    }
    if (now.rejected()) {
      return RenewalStatus.State.REJECTED;
    }
    if (now.paid()) {
      return didFire(Deadline.STALLED)
          ? RenewalStatus.State.STALLED
          : RenewalStatus.State.WAITING_FOR_REVIEW;
    }
    if (now.refunded()) {
      return RenewalStatus.State.REFUNDED;
    }
    return didFire(Deadline.LAPSED)
        ? RenewalStatus.State.LAPSED
        : RenewalStatus.State.WAITING_FOR_PAYMENT;
  }

  boolean usable() {
    return view(journal).usable();
  }

  // ---- rule 8

  /** What each beginning of the journal amounts to, the whole of it last. */
  private List<View> views() {
    if (!viewed.equals(journal)) {
      views.clear();
      for (int k = 1; k <= journal.size(); k++) {
        views.add(view(journal.subList(0, k)));
      }
      viewed = List.copyOf(journal);
    }
    return views;
  }

  /** The entry that began the spell which a deadline counts from, if such a spell is on. */
  private Optional<Entry> spellOf(Deadline deadline) {
    Optional<Entry> begin = Optional.empty();
    boolean wasOn = false;
    for (int k = 1; k <= journal.size(); k++) {
      View then = views().get(k - 1);
      Entry entry = journal.get(k - 1);
      boolean isOn =
          switch (deadline) {
            case ORPHANED -> !then.requested();
            case LAPSED -> then.waitsForPayment();
            case DELAYED, STALLED -> then.waitsForReview();
            case CONFLICT, FORGOTTEN -> false;
          };
      boolean anew =
          deadline == Deadline.LAPSED
              && entry.fact() instanceof Payment payment
              && payment.status() == Status.SETTLED;
      if (!isOn) {
        begin = Optional.empty();
      } else if (!wasOn || anew) {
        begin = Optional.of(entry);
      }
      wasOn = isOn;
    }
    return begin;
  }

  private boolean didFire(Deadline deadline) {
    return spellOf(deadline).filter(s -> fired.contains(new Fired(deadline, s))).isPresent();
  }

  /** All deadlines that are running, in the order in which they will fire. */
  SortedSet<DueDeadline> running() {
    SortedSet<DueDeadline> running =
        new TreeSet<>(
            Comparator.comparing(DueDeadline::at).thenComparing(due -> due.deadline().name()));
    if (journal.isEmpty()) {
      return running;
    }
    String carrier = request(journal).map(Requested::carrierId).orElse("");
    for (Deadline deadline : Deadline.values()) {
      Optional<Entry> spell = spellOf(deadline).filter(on -> !didFire(deadline));
      spell.ifPresent(
          on ->
              running.add(
                  new DueDeadline(
                      switch (deadline) {
                        case ORPHANED -> on.at().plus(policy.orphanedAfter());
                        case LAPSED -> on.at().plus(policy.lapsedAfter());
                        case DELAYED -> on.at().plus(policy.review().of(carrier).delayedAfter());
                        case STALLED -> on.at().plus(policy.review().of(carrier).stalledAfter());
                        case CONFLICT, FORGOTTEN -> throw new IllegalStateException("has no spell");
                      },
                      deadline)));
    }
    for (Entry refund : ofUnknownPayments()) {
      Instant due = takenUpAt(refund).plus(policy.paymentUnknownAfter());
      running.add(new DueDeadline(due, Deadline.CONFLICT));
    }
    if (!holdsMoney()) {
      running.add(new DueDeadline(forgottenAt(), Deadline.FORGOTTEN));
    }
    return running;
  }

  /** Refunds that name a payment which is not known, and nobody was told. */
  private List<Entry> ofUnknownPayments() {
    if (request(journal).isEmpty()) {
      return List.of();
    }
    Set<String> known = new HashSet<>();
    for (Entry entry : journal) {
      if (entry.fact() instanceof Payment payment && payment.status() == Status.SETTLED) {
        known.add(payment.paymentId());
      }
    }
    return journal.stream()
        .filter(e -> e.fact() instanceof Payment p && p.refundOf() != null)
        .filter(e -> !known.contains(((Payment) e.fact()).refundOf()))
        .filter(e -> !fired.contains(new Fired(Deadline.CONFLICT, e)))
        .toList();
  }

  /** What was held was taken up with the request. */
  private Instant takenUpAt(Entry entry) {
    Entry request =
        journal.stream().filter(e -> e.fact() instanceof Requested).findFirst().orElseThrow();
    return journal.indexOf(entry) < journal.indexOf(request) ? request.at() : entry.at();
  }

  boolean holdsMoney() {
    View now = view(journal);
    return now.requested()
        ? now.net() != 0 && !now.usable()
        : journal.stream().anyMatch(e -> settledAmount(e.fact()) != null);
  }

  private Instant forgottenAt() {
    Instant latest = journal.get(journal.size() - 1).at();
    Optional<Instant> activated = activationTimes().stream().reduce((a, b) -> b);
    if (activated.isPresent()) {
      Requested request = request(journal).orElseThrow();
      Instant end =
          ReferenceCard.plus(
              activated.get(),
              request.plan().validity().unit(),
              request.plan().validity().count(),
              policy.zones().of(request.carrierId()));
      latest = end.isAfter(latest) ? end : latest;
    }
    return LocalDateTime.ofInstant(latest, java.time.ZoneOffset.UTC)
        .plusDays(90)
        .toInstant(java.time.ZoneOffset.UTC);
  }

  /** Fires the first running deadline; the case has to be thrown away after FORGOTTEN. */
  Outcome fireFirst(Instant at) {
    Deadline deadline = running().first().deadline();
    List<ExpectedUpdate> updates = new ArrayList<>();
    if (deadline == Deadline.CONFLICT) {
      Entry first =
          ofUnknownPayments().stream().min(Comparator.comparing(this::takenUpAt)).orElseThrow();
      fired.add(new Fired(deadline, first));
      expect(updates, CaseUpdateKind.CONFLICT, null, "PAYMENT_UNKNOWN", at);
    } else if (deadline != Deadline.FORGOTTEN) {
      long owedBefore = owed();
      fired.add(new Fired(deadline, spellOf(deadline).orElseThrow()));
      expect(updates, CaseUpdateKind.valueOf(deadline.name()), null, null, at);
      expectRefundDue(updates, owedBefore, null, at);
    }
    return new Outcome(null, updates, null, List.of());
  }

  // ---- rules 6 and 9

  private List<Instant> activationTimes() {
    List<Instant> times = new ArrayList<>();
    boolean was = false;
    for (int k = 1; k <= journal.size(); k++) {
      boolean is = views().get(k - 1).usable();
      if (is && !was) {
        times.add(journal.get(k - 1).at());
      }
      was = is;
    }
    return times;
  }

  private @Nullable Change expectWhatChanged(
      List<ExpectedUpdate> updates, View before, long owedBefore, List<Fact> takenUp, Instant at) {
    View now = view(journal);
    boolean reversal = before.usable() && !now.usable();
    for (Fact fact : takenUp) {
      if (fact instanceof Payment payment && payment.status() == Status.FAILED) {
        expect(updates, CaseUpdateKind.PAYMENT_FAILED, payment.amount(), payment.reason(), at);
      }
    }
    boolean partChanged = now.net() > 0 && now.net() != before.net();
    boolean noLonger = before.paid() && !now.paid() && !reversal;
    if (now.allWentBack() && !before.allWentBack() && !reversal) {
      expect(updates, CaseUpdateKind.REFUNDED, cny(now.wentBack()), null, at);
    }
    boolean wanted = !now.paid() && !now.rejected() && !now.refunded();
    if (wanted && (partChanged || noLonger)) {
      expect(updates, CaseUpdateKind.UNDERPAID, cny(now.due() - now.net()), null, at);
    }
    if (now.paid() && !before.paid() && !now.usable() && !now.rejected()) {
      expect(updates, CaseUpdateKind.PAID, cny(now.net()), null, at);
    }
    if (now.approved() && !before.approved()) {
      boolean waits = state() == RenewalStatus.State.WAITING_FOR_PAYMENT;
      expect(updates, CaseUpdateKind.APPROVED, waits ? cny(now.due() - now.net()) : null, null, at);
    }
    boolean refused = now.rejected() && !now.latest().equals(before.latest());
    if (refused) {
      long owed = owed();
      Money back = owed != owedBefore && owed > 0 ? cny(owed) : null;
      expect(updates, CaseUpdateKind.REJECTED, back, now.latest().orElseThrow().reason(), at);
    }
    Change change = null;
    if (now.usable() && !before.usable()) {
      Review approval = now.latest().orElseThrow();
      change = change(null, at, at, approval.decidedAt(), approval.validUntil(), journal);
    } else if (reversal) {
      change = reversalOfLast(now.approved() ? "REFUND" : "REVIEW", at);
    }
    expectRefundDue(updates, owedBefore, refused ? "REJECTED" : null, at);
    return change;
  }

  private Change reversalOfLast(String reversedBy, Instant at) {
    int k = journal.size();
    while (!view(journal.subList(0, k)).usable()) {
      k--;
    }
    while (view(journal.subList(0, k - 1)).usable()) {
      k--;
    }
    List<Entry> asOfActivation = journal.subList(0, k);
    Review approval = view(asOfActivation).latest().orElseThrow();
    return change(
        reversedBy, at, journal.get(k - 1).at(), approval.decidedAt(), null, asOfActivation);
  }

  private Change change(
      @Nullable String reversedBy,
      Instant at,
      Instant activatedAt,
      Instant approvedAt,
      @Nullable Instant word,
      List<Entry> asOfActivation) {
    Instant paidAt =
        asOfActivation.stream()
            .map(Entry::fact)
            .filter(fact -> settledAmount(fact) != null)
            .map(fact -> ((Payment) fact).occurredAt())
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new Change(
        renewalId + "/" + activationTimes().size(),
        reversedBy,
        at,
        activatedAt,
        paidAt,
        approvedAt,
        word);
  }

  private void expectRefundDue(
      List<ExpectedUpdate> updates, long owedBefore, @Nullable String reason, Instant at) {
    long owed = owed();
    if (owed != owedBefore && owed > 0) {
      String state = state().name();
      String overdue = Set.of("LAPSED", "STALLED").contains(state) ? state : null;
      expect(updates, CaseUpdateKind.REFUND_DUE, cny(owed), reason == null ? overdue : reason, at);
    }
  }

  private void expect(
      List<ExpectedUpdate> updates,
      CaseUpdateKind kind,
      @Nullable Money amount,
      @Nullable String reason,
      Instant at) {
    updateCount++;
    updates.add(
        new ExpectedUpdate(
            renewalId + "/u" + updateCount,
            kind,
            amount,
            reason,
            request(journal).orElse(null),
            at));
  }

  private Money cny(long minorUnits) {
    return new Money(minorUnits, request(journal).orElseThrow().amountDue().currency());
  }
}
