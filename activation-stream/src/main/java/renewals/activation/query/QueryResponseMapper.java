package renewals.activation.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.cardreport.model.UsageForecast;
import renewals.activation.cardreport.model.UsageRules;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.query.state.LocalStateReader;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.Promotion;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.schemas.query.QueryResponses;

/** Turns state into answers. */
final class QueryResponseMapper {

  private static final String NO_CURRENCY = "XXX";

  private QueryResponseMapper() {}

  /**
   * Where a renewal stands.
   *
   * @param expected when it will be usable, where that is known
   * @param now when {@code expected} was asked for
   * @param entry the ledger's entry of the activation by which it is usable, if it is booked
   */
  static QueryResponses.Renewal renewal(
      Case found,
      Optional<QueryResponses.CardRenewal> entry,
      @Nullable ExpectedUsable expected,
      Instant now,
      LocalStateReader.Seen seen) {
    RenewalStatus status = RenewalStatus.of(found);
    Case.@Nullable Renewal renewal = found instanceof Case.Renewal requested ? requested : null;
    String currency = renewal == null ? NO_CURRENCY : renewal.request().amountDue().currency();
    return new QueryResponses.Renewal(
        found.renewalId(),
        status.state().name(),
        renewal == null ? null : renewal.request().iccid(),
        renewal == null ? null : renewal.request().merchantId(),
        new QueryResponses.Money(status.net(), currency),
        new QueryResponses.Money(status.due(), currency),
        new QueryResponses.Money(status.owed(), currency),
        waitingFor(status),
        expected == null ? null : expected(expected, isOverdue(renewal, now)),
        found.timeline().stream().map(QueryResponseMapper::line).toList(),
        renewal == null ? null : requested(renewal.request()),
        entry.map(QueryResponses.CardRenewal::validFrom).orElse(null),
        entry.map(QueryResponses.CardRenewal::validUntil).orElse(null),
        text(seen.asOf()),
        seen.source());
  }

  private static QueryResponses.Requested requested(Fact.Requested request) {
    Plan plan = request.plan();
    boolean days = plan.validity().unit() == Period.Unit.DAYS;
    Promotion promotion = request.promotion();
    return new QueryResponses.Requested(
        request.terminalId(),
        request.carrierId(),
        request.channelId(),
        new QueryResponses.Plan(
            plan.planId(),
            "P" + plan.validity().count() + (days ? "D" : "M"),
            plan.dataBytes(),
            plan.policy().name()),
        promotion == null
            ? null
            : new QueryResponses.Promotion(
                promotion.code(), promotion.discount(), promotion.bonusDataBytes()),
        text(request.currentValidUntil()));
  }

  /** Whether the last time that the merchant was told has passed. */
  private static boolean isOverdue(Case.@Nullable Renewal renewal, Instant now) {
    if (renewal == null || renewal.promises().isEmpty()) {
      return false;
    }
    Instant quoted = renewal.promises().getLast().by();
    return quoted != null && quoted.isBefore(now);
  }

  /** An expected time; {@code overdue}: whether it is later than the one that was told. */
  static QueryResponses.ExpectedUsable expected(ExpectedUsable expected, boolean overdue) {
    ExpectedUsable.Why why = expected.why();
    String said = why == null ? null : why.name();
    return new QueryResponses.ExpectedUsable(
        text(expected.likely()),
        text(expected.by()),
        expected.basis().wireName(),
        expected.observations(),
        said == null && overdue ? QueryResponses.OVERDUE : said);
  }

  private static List<String> waitingFor(RenewalStatus status) {
    if (!status.requested()) {
      return List.of("REQUEST");
    }
    if (status.rejected() || status.refunded()) {
      return List.of();
    }
    List<String> missing = new ArrayList<>(2);
    if (!status.paid()) {
      missing.add("PAYMENT");
    }
    if (!status.approved()) {
      missing.add("REVIEW");
    }
    return missing;
  }

  private static QueryResponses.Line line(TimelineEntry moment) {
    Money amount = moment.amount();
    return new QueryResponses.Line(
        moment.at().toString(),
        text(moment.occurredAt()),
        moment.what().name(),
        amount == null ? null : new QueryResponses.Money(amount.minorUnits(), amount.currency()),
        moment.reason());
  }

  /**
   * How long a card is good for, the renewals that count for it, and whether it can be used.
   *
   * @param reported what the carrier that is asked for has reported of it, null if nothing
   * @param calendar what comes of its expiry
   */
  static QueryResponses.Card card(
      String iccid,
      Card head,
      LedgerView view,
      @Nullable Reported reported,
      CardCalendar calendar,
      Instant now,
      LocalStateReader.Seen seen) {
    List<LedgerEntry> ledger = view.entries();
    List<QueryResponses.CardRenewal> counting = new ArrayList<>();
    long dataBytes = 0;
    for (LedgerEntry entry : ledger) {
      if (!entry.reversed()) {
        counting.add(cardRenewal(entry));
        dataBytes = saturatedSum(dataBytes, entry.dataBytes());
      }
    }
    Instant validUntil = head.coverage().validUntil();
    return new QueryResponses.Card(
        iccid,
        stateOf(validUntil, now),
        text(validUntil),
        dataBytes,
        counting,
        text(calendar.renewBy()),
        text(calendar.closesAt()),
        calendar.reminders().stream().map(Instant::toString).toList(),
        usage(UsageRules.now(reported, view, now)),
        status(reported == null ? null : reported.status()),
        text(seen.asOf()),
        seen.source());
  }

  /** A card that was never renewed here, of which its carrier may have reported all the same. */
  static QueryResponses.Card cardWithoutLedger(
      String iccid,
      LedgerView empty,
      @Nullable Reported reported,
      Instant now,
      LocalStateReader.Seen seen) {
    return new QueryResponses.Card(
        iccid,
        "UNKNOWN",
        null,
        0,
        List.of(),
        null,
        null,
        null,
        usage(UsageRules.now(reported, empty, now)),
        status(reported == null ? null : reported.status()),
        text(seen.asOf()),
        seen.source());
  }

  private static QueryResponses.@Nullable Usage usage(UsageRules.@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    UsageForecast forecast = usage.forecast();
    return new QueryResponses.Usage(
        usage.usedBytes(),
        usage.allowanceBytes(),
        usage.remainingBytes(),
        usage.periodStart().toString(),
        usage.asOf().toString(),
        forecast == null ? null : forecast.runsOutAt().toString(),
        forecast == null ? null : forecast.basis());
  }

  private static QueryResponses.@Nullable CardStatus status(@Nullable CardStatusReport status) {
    return status == null
        ? null
        : new QueryResponses.CardStatus(
            status.state().name(), status.cause(), status.since().toString());
  }

  private static String stateOf(@Nullable Instant validUntil, Instant now) {
    if (validUntil == null) {
      return "UNKNOWN";
    }
    return validUntil.isAfter(now) ? "ACTIVE" : "EXPIRED";
  }

  static QueryResponses.CardRenewal cardRenewal(LedgerEntry entry) {
    String activationId = entry.activationId();
    return new QueryResponses.CardRenewal(
        activationId.substring(0, activationId.lastIndexOf('/')),
        activationId,
        entry.validFrom().toString(),
        entry.validUntil().toString(),
        entry.dataBytes());
  }

  private static long saturatedSum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  /** An instant as answers write it. */
  static String milliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
