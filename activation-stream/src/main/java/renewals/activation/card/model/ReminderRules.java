package renewals.activation.card.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * When a merchant is reminded of a card's expiry, and until when he has to renew (rules, "A card",
 * and Calendar in "What becomes of a card between renewals"): so long before the expiry as the
 * carrier's terms say, days before its cut-off, days before it closes the card. Each at most once
 * for one expiry, and only later than the decision that set it.
 */
public final class ReminderRules {

  private static final List<Integer> DAYS_BEFORE_CUTOFF = List.of(7, 2);
  private static final LocalTime IN_THE_MORNING = LocalTime.of(9, 0);
  private static final int DAYS_BEFORE_CLOSING = 3;

  private ReminderRules() {}

  /** What a reminder comes before. */
  public enum Before {
    EXPIRY,
    CUTOFF,
    CLOSING
  }

  /**
   * A reminder.
   *
   * @param at when it falls due
   * @param lead how long before the expiry or the closing, or the cut-off's day, it lies
   * @param holdsUntil from then on it says nothing that helps, so it isn't sent any more; null
   *     where it never is too late
   */
  public record Reminder(Instant at, Before before, Duration lead, @Nullable Instant holdsUntil) {

    /** Its part of the updateId. */
    public String name() {
      return switch (before) {
        case EXPIRY -> "e" + length();
        case CUTOFF -> "c" + lead.toDays();
        case CLOSING -> "x";
      };
    }

    /** Why it comes: how many days before the expiry, or what it comes before. */
    public String reason() {
      return before == Before.EXPIRY ? length() : before.name();
    }

    /** Days, as a number; where it isn't whole days, PTnH. */
    private String length() {
      return Duration.ofDays(lead.toDays()).equals(lead)
          ? Long.toString(lead.toDays())
          : lead.toString();
    }

    /** Whether it comes too late to be sent. */
    public boolean isOver(Instant now) {
      return holdsUntil != null && !now.isBefore(holdsUntil);
    }
  }

  /**
   * One reminder of a card, on its way to the merchant.
   *
   * @param reminder which one
   * @param ifRenewedNow when a renewal that is requested at the step's time would be usable, null
   *     where nobody can say
   * @param renewBy until when to renew so that the card works without a gap, null where nobody can
   *     say, and once it has expired
   * @param closesAt when the card is closed for good, null where it never is
   * @param at the step's time
   */
  public record Told(
      LatestRenewal renewal,
      Instant validUntil,
      Reminder reminder,
      @Nullable ExpectedUsable ifRenewedNow,
      @Nullable Instant renewBy,
      @Nullable Instant closesAt,
      Instant at) {

    /** The same whenever the same reminder is made again: of a renewal, an expiry and a lead. */
    public String updateId() {
      return "%s/%s/%d"
          .formatted(renewal.renewalId(), reminder.name(), validUntil.getEpochSecond());
    }
  }

  /**
   * The card's next reminders: all of one moment, mostly one; none if none is left for this expiry.
   *
   * @param latestPeriod how long the latest period is, null where that isn't known: what is almost
   *     as long as the period isn't left out then
   */
  public static List<Reminder> next(Card card, @Nullable Duration latestPeriod, RulePolicy policy) {
    List<Reminder> next = new ArrayList<>(1);
    for (Reminder one : left(card, card.latest().carrierId(), latestPeriod, policy)) {
      int order = next.isEmpty() ? 0 : one.at().compareTo(next.getFirst().at());
      if (order < 0) {
        next.clear();
      }
      if (order <= 0) {
        next.add(one);
      }
    }
    return next;
  }

  /** All reminders that are left for this expiry, in order of time. */
  public static List<Reminder> toCome(
      Card card, @Nullable Duration latestPeriod, RulePolicy policy) {
    return toCome(card, card.latest().carrierId(), latestPeriod, policy);
  }

  /** The same by a carrier's calendar. */
  static List<Reminder> toCome(
      Card card, String carrierId, @Nullable Duration latestPeriod, RulePolicy policy) {
    List<Reminder> left = left(card, carrierId, latestPeriod, policy);
    left.sort(Comparator.comparing(Reminder::at));
    return left;
  }

  /** The same in no order. */
  private static List<Reminder> left(
      Card card, String carrierId, @Nullable Duration latestPeriod, RulePolicy policy) {
    Instant validUntil = card.coverage().validUntil();
    if (validUntil == null) {
      return new ArrayList<>(0);
    }
    List<Reminder> left =
        all(
            validUntil,
            latestPeriod,
            policy.calendars().of(carrierId),
            policy.zones().of(carrierId));
    left.removeIf(reminder -> !reminder.at().isAfter(card.remindedUpTo()));
    return left;
  }

  /**
   * How long the latest period is that counts; null where none does, or it was cut short to nothing
   * by the carrier's word.
   *
   * @param ledger entries in their sequence
   */
  public static @Nullable Duration latestPeriod(List<LedgerEntry> ledger) {
    for (LedgerEntry entry : ledger.reversed()) {
      if (!entry.reversed()) {
        return entry.validUntil().isAfter(entry.validFrom())
            ? Duration.between(entry.validFrom(), entry.validUntil())
            : null;
      }
    }
    return null;
  }

  /** The card once the reminders of a moment have been sent, or came too late to be. */
  public static Card told(Card card, Instant moment) {
    return new Card(card.coverage(), card.entries(), card.latest(), moment);
  }

  /** All reminders of an expiry, in no order. */
  static List<Reminder> all(
      Instant validUntil, @Nullable Duration latestPeriod, CalendarTerms terms, ZoneId zone) {
    List<Reminder> all = new ArrayList<>();
    for (Duration lead : terms.reminders()) {
      if (!isAlmost(lead, latestPeriod)) {
        all.add(new Reminder(validUntil.minus(lead), Before.EXPIRY, lead, null));
      }
    }
    cutoff(validUntil, terms, zone).ifPresent(cutoff -> addBeforeCutoff(all, cutoff, zone));
    closesAt(validUntil, terms, zone)
        .ifPresent(
            closesAt ->
                all.add(
                    new Reminder(
                        closesAt.atZone(zone).minusDays(DAYS_BEFORE_CLOSING).toInstant(),
                        Before.CLOSING,
                        Duration.ofDays(DAYS_BEFORE_CLOSING),
                        closesAt)));
    return all;
  }

  /** Nobody is reminded at his renewal, or shortly after it, that he has to renew. */
  private static boolean isAlmost(Duration lead, @Nullable Duration period) {
    return period != null
        && !lead.isZero()
        && lead.multipliedBy(10).compareTo(period.multipliedBy(9)) >= 0;
  }

  private static void addBeforeCutoff(List<Reminder> all, Instant cutoff, ZoneId zone) {
    ZonedDateTime endOfDay = cutoff.atZone(zone);
    Instant tooLate = cutoff;
    for (int days : DAYS_BEFORE_CUTOFF.reversed()) {
      Instant at =
          endOfDay
              .toLocalDate()
              .minusDays(days + 1L)
              .atTime(IN_THE_MORNING)
              .atZone(zone)
              .toInstant();
      all.add(new Reminder(at, Before.CUTOFF, Duration.ofDays(days), tooLate));
      tooLate = at;
    }
  }

  /**
   * By when a renewal must be made for what expires then: the latest end of a cut-off day that
   * isn't after the expiry.
   *
   * @return empty where the carrier has no cut-off, or it doesn't lie before the expiry
   */
  public static Optional<Instant> cutoff(Instant validUntil, CalendarTerms terms, ZoneId zone) {
    Integer day = terms.cutoffDay();
    if (day == null) {
      return Optional.empty();
    }
    YearMonth month = YearMonth.from(validUntil.atZone(zone));
    Instant end = endOf(month, day, zone);
    if (end.isAfter(validUntil)) {
      end = endOf(month.minusMonths(1), day, zone);
    }
    return end.isBefore(validUntil) ? Optional.of(end) : Optional.empty();
  }

  private static Instant endOf(YearMonth month, int day, ZoneId zone) {
    return month.atDay(day).plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** When a card that expires then is closed for good; empty where it never is. */
  public static Optional<Instant> closesAt(Instant validUntil, CalendarTerms terms, ZoneId zone) {
    return Optional.ofNullable(terms.closesAfterDays())
        .map(days -> validUntil.atZone(zone).plusDays(days).toInstant());
  }
}
