package renewals.portal.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.ExpectedUsable;
import renewals.schemas.query.QueryResponses.Line;
import renewals.schemas.query.QueryResponses.Money;

/** Renewals in every state, as of 23 November 2026, 12:00 in Shanghai. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
  static final String ICCID = "89860012345678904146";

  /** A card of which nothing counts yet. */
  static final String NEW_ICCID = "89860012345678914146";

  static final String MASKED = "898600…4146";
  static final String TAIL = "4146";

  private static final Duration LEAD = Duration.ofHours(30);

  /** Three months for 50 yuan instead of 60, with data on top. */
  static final QueryResponses.Requested REQUEST =
      new QueryResponses.Requested(
          "T-1",
          "cmcc",
          "lakala-app",
          new QueryResponses.Plan("POS-30G", "P3M", 30_000_000_000L, "STACK"),
          new QueryResponses.Promotion("SPRING", 1000, 5_000_000_000L),
          null);

  private Samples() {}

  /** One of each state, by id. */
  static Map<String, QueryResponses.Renewal> ofEveryState() {
    return Map.of(
        "R-payment", waitingForPayment("R-payment"),
        "R-review", waitingForReview("R-review"),
        "R-outage",
            waitingWithout(
                "R-outage", new ExpectedUsable(null, null, "carrier", 412, "OUTAGE_OPEN_END")),
        "R-overdue",
            waitingWithout("R-overdue", expected(70, 150, "carrier", QueryResponses.OVERDUE)),
        "R-usable", usable("R-usable"),
        "R-rejected", rejected("R-rejected", "REAL_NAME_MISSING"),
        "R-refunded", refunded("R-refunded"),
        "R-lapsed", lapsed("R-lapsed"),
        "R-stalled", stalled("R-stalled"),
        "R-request", waitingForRequest("R-request"));
  }

  /** Renewals of a card that works, by id. */
  static Map<String, QueryResponses.Renewal> ofACardThatWorks() {
    return Map.of(
        "R-early", early(waitingForReview("R-early")),
        "R-early-payment", early(waitingForPayment("R-early-payment", expected(70, 150))),
        "R-early-lapsed", early(lapsed("R-early-lapsed")),
        "R-early-half-paid", early(halfPaidAndLapsed("R-early-half-paid")),
        "R-early-rejected", early(rejected("R-early-rejected", "REAL_NAME_MISSING")),
        "R-early-refunded", early(refunded("R-early-refunded")),
        "R-early-stalled", early(stalled("R-early-stalled")),
        "R-close", told(waitingForReview("R-close"), at(100)));
  }

  static QueryResponses.Renewal waitingForPayment(String id) {
    return waitingForPayment(id, null);
  }

  static QueryResponses.Renewal waitingForPayment(String id, @Nullable ExpectedUsable expected) {
    return renewal(id, "WAITING_FOR_PAYMENT", 2000, 0, List.of("PAYMENT", "REVIEW"), expected, null)
        .with(
            line(-50, "ACCEPTED", null, null),
            line(-40, "UNDERPAID", 3000L, null),
            line(-5, "PAYMENT_FAILED", 3000L, "insufficient funds"))
        .build();
  }

  static QueryResponses.Renewal waitingForReview(String id) {
    return renewal(id, "WAITING_FOR_REVIEW", 5000, 0, List.of("REVIEW"), expected(70, 150), null)
        .with(line(-62, "ACCEPTED", null, null), line(-60, "PAID", 5000L, null))
        .build();
  }

  static QueryResponses.Renewal waitingWithout(String id, @Nullable ExpectedUsable expected) {
    return renewal(id, "WAITING_FOR_REVIEW", 5000, 0, List.of("REVIEW"), expected, null)
        .with(line(-62, "ACCEPTED", null, null), line(-60, "PAID", 5000L, null))
        .build();
  }

  static QueryResponses.Renewal usable(String id) {
    return renewal(id, "USABLE", 5000, 0, List.of(), null, "2026-12-31T15:59:59Z")
        .with(
            line(-200, "ACCEPTED", null, null),
            line(-190, "PAID", 5000L, null),
            line(-30, "APPROVED", null, null),
            line(-30, "ACTIVATED", null, null))
        .build();
  }

  static QueryResponses.Renewal expired(String id) {
    return renewal(id, "USABLE", 5000, 0, List.of(), null, "2026-11-20T15:59:59Z")
        .with(line(-60000, "ACTIVATED", null, null))
        .build();
  }

  static QueryResponses.Renewal rejected(String id, @Nullable String reason) {
    return renewal(id, "REJECTED", 5000, 5000, List.of(), null, null)
        .with(
            line(-120, "ACCEPTED", null, null),
            line(-110, "PAID", 5000L, null),
            line(-10, "REJECTED", null, reason),
            line(-10, "REFUND_DUE", 5000L, null))
        .build();
  }

  /** Rejected, and then all of its money was paid back. */
  static QueryResponses.Renewal rejectedAndRefunded(String id) {
    return renewal(id, "REJECTED", 0, 0, List.of(), null, null)
        .with(
            line(-120, "ACCEPTED", null, null),
            line(-110, "PAID", 5000L, null),
            line(-60, "REJECTED", null, "REAL_NAME_MISSING"),
            line(-60, "REFUND_DUE", 5000L, null),
            line(-10, "REFUND", 5000L, null),
            line(-10, "REFUNDED", 5000L, null))
        .build();
  }

  /** Paid back in full after it had become usable. */
  static QueryResponses.Renewal refunded(String id) {
    return renewal(id, "REFUNDED", 0, 0, List.of(), null, null)
        .with(
            line(-300, "ACCEPTED", null, null),
            line(-290, "PAID", 5000L, null),
            line(-200, "APPROVED", null, null),
            line(-200, "ACTIVATED", null, null),
            occurred(-15, line(-10, "REFUND", 5000L, null)),
            line(-10, "REVERSED", 5000L, "REFUND"))
        .build();
  }

  /** Paid back in full before any review. */
  static QueryResponses.Renewal cancelled(String id) {
    return renewal(id, "REFUNDED", 0, 0, List.of(), null, null)
        .with(
            line(-300, "ACCEPTED", null, null),
            line(-290, "PAID", 5000L, null),
            line(-10, "REFUND", 5000L, null),
            line(-10, "REFUNDED", 5000L, null))
        .build();
  }

  static QueryResponses.Renewal lapsed(String id) {
    return renewal(id, "LAPSED", 0, 0, List.of("PAYMENT"), null, null)
        .with(
            line(-1500, "ACCEPTED", null, null),
            line(-1400, "APPROVED", null, null),
            line(-60, "LAPSED", null, null))
        .build();
  }

  static QueryResponses.Renewal halfPaidAndLapsed(String id) {
    return renewal(id, "LAPSED", 2000, 2000, List.of("PAYMENT"), null, null)
        .with(
            line(-1500, "ACCEPTED", null, null),
            line(-1450, "UNDERPAID", 3000L, null),
            line(-1400, "APPROVED", null, null),
            line(-60, "LAPSED", null, null),
            line(-60, "REFUND_DUE", 2000L, null))
        .build();
  }

  static QueryResponses.Renewal stalled(String id) {
    return renewal(id, "STALLED", 5000, 5000, List.of("REVIEW"), null, null)
        .with(
            line(-24000, "ACCEPTED", null, null),
            line(-23990, "PAID", 5000L, null),
            line(-20000, "DELAYED", null, null),
            line(-100, "STALLED", null, null))
        .build();
  }

  static QueryResponses.Renewal waitingForRequest(String id) {
    return new QueryResponses.Renewal(
        id,
        "WAITING_FOR_REQUEST",
        null,
        null,
        new Money(0, "XXX"),
        new Money(0, "XXX"),
        new Money(0, "XXX"),
        List.of("REQUEST"),
        null,
        List.of(line(-60, "ORPHANED", null, null)),
        null,
        null,
        null,
        NOW.toString(),
        "active");
  }

  /** The same, of the card that works until the end of the year. */
  static QueryResponses.Renewal early(QueryResponses.Renewal renewal) {
    return new QueryResponses.Renewal(
        renewal.renewalId(),
        renewal.state(),
        ICCID,
        renewal.merchantId(),
        renewal.net(),
        renewal.due(),
        renewal.owed(),
        renewal.waitingFor(),
        renewal.expectedUsable(),
        renewal.timeline(),
        renewal.request(),
        renewal.validFrom(),
        renewal.validUntil(),
        renewal.asOf(),
        renewal.source());
  }

  /** The same, as one whose request says when the card expires. */
  static QueryResponses.Renewal told(QueryResponses.Renewal renewal, String currentValidUntil) {
    return new QueryResponses.Renewal(
        renewal.renewalId(),
        renewal.state(),
        renewal.iccid(),
        renewal.merchantId(),
        renewal.net(),
        renewal.due(),
        renewal.owed(),
        renewal.waitingFor(),
        renewal.expectedUsable(),
        renewal.timeline(),
        new QueryResponses.Requested(
            REQUEST.terminalId(),
            REQUEST.carrierId(),
            REQUEST.channelId(),
            REQUEST.plan(),
            REQUEST.promotion(),
            currentValidUntil),
        renewal.validFrom(),
        renewal.validUntil(),
        renewal.asOf(),
        renewal.source());
  }

  /** A quote by two channels; {@code card} as far as it is known. */
  static QueryResponses.Quote quote(QueryResponses.@Nullable Card card, String... warnings) {
    return new QueryResponses.Quote(
        card,
        "lakala-app",
        "2026-12-31T15:59:59Z",
        "2027-01-31T15:59:59Z",
        0,
        expected(70, 150),
        card == null ? null : "2026-12-30T10:00:00Z",
        List.of(
            new QueryResponses.QuotedChannel("lakala-app", at(70), at(150), 0.9069, 412),
            new QueryResponses.QuotedChannel("alipay", at(95), at(1300), null, 31)),
        Stream.of(warnings).map(code -> new QueryResponses.Warning(code, code)).toList(),
        NOW.toString(),
        "active");
  }

  static QueryResponses.Card card(@Nullable String validUntil) {
    return new QueryResponses.Card(
        ICCID,
        validUntil == null ? "UNKNOWN" : "ACTIVE",
        validUntil,
        60_000_000_000L,
        validUntil == null
            ? List.of()
            : List.of(
                new QueryResponses.CardRenewal(
                    "R-0",
                    "R-0/1",
                    "2026-08-31T16:00:00Z",
                    "2026-11-30T15:59:59Z",
                    30_000_000_000L),
                new QueryResponses.CardRenewal(
                    "R-1", "R-1/1", "2026-11-30T15:59:59Z", validUntil, 30_000_000_000L)),
        validUntil == null ? null : Instant.parse(validUntil).minus(LEAD).toString(),
        null,
        validUntil == null ? List.of() : List.of(before(validUntil, 7), before(validUntil, 1)),
        null,
        null,
        NOW.toString(),
        "active");
  }

  private static String before(String end, int days) {
    return Instant.parse(end).minus(Duration.ofDays(days)).toString();
  }

  /** A card that is valid, and used and stopped like that. */
  static QueryResponses.Card card(
      QueryResponses.@Nullable Usage usage, QueryResponses.@Nullable CardStatus status) {
    QueryResponses.Card valid = card("2026-12-31T15:59:59Z");
    return new QueryResponses.Card(
        valid.iccid(),
        valid.state(),
        valid.validUntil(),
        valid.dataBytes(),
        valid.renewals(),
        valid.renewBy(),
        valid.closesAt(),
        valid.reminders(),
        usage,
        status,
        valid.asOf(),
        valid.source());
  }

  /** Cards of a merchant in every state, as one answer. */
  static QueryResponses.MerchantCards cardsOfEveryState(String merchantId) {
    List<QueryResponses.MerchantCard> cards =
        List.of(
            listed(1, "EXPIRED", "2026-11-20T15:59:59Z", null, null),
            listed(2, "ACTIVE", "2026-11-30T15:59:59Z", usage(850_000_000L, null), null),
            listed(3, "ACTIVE", "2026-12-31T15:59:59Z", usage(1_200_000_000L, null), null),
            listed(4, "ACTIVE", "2026-12-31T15:59:59Z", null, stopped("NO_REAL_NAME")),
            listed(5, "ACTIVE", "2027-05-31T15:59:59Z", usage(20_000_000L, null), null),
            listed(6, "UNKNOWN", null, null, null));
    return new QueryResponses.MerchantCards(merchantId, cards, null, at(0), at(0), "active");
  }

  private static QueryResponses.CardStatus stopped(String cause) {
    return new QueryResponses.CardStatus("SUSPENDED", cause, at(-60));
  }

  static QueryResponses.MerchantCard listed(
      int number,
      String state,
      @Nullable String validUntil,
      QueryResponses.@Nullable Usage usage,
      QueryResponses.@Nullable CardStatus status) {
    return new QueryResponses.MerchantCard(
        "898600123456789%04d".formatted(number),
        "Till-%d".formatted(7 - number),
        "cmcc",
        "R-%d".formatted(number),
        state,
        validUntil,
        1_000_000_000L,
        validUntil == null ? null : Instant.parse(validUntil).minus(LEAD).toString(),
        null,
        usage,
        status);
  }

  /** So much of 1 GB used. */
  static QueryResponses.Usage usage(long used, @Nullable String runsOutAt) {
    return new QueryResponses.Usage(
        used,
        1_000_000_000L,
        Math.max(0, 1_000_000_000L - used),
        at(-3000),
        at(-60),
        runsOutAt,
        runsOutAt == null ? null : "mean of 3 days");
  }

  static ExpectedUsable expected(int likelyMinutes, int byMinutes) {
    return new ExpectedUsable(at(likelyMinutes), at(byMinutes), "carrier and channel", 412, null);
  }

  static ExpectedUsable expected(
      int likelyMinutes, int byMinutes, String basis, @Nullable String why) {
    return new ExpectedUsable(at(likelyMinutes), at(byMinutes), basis, 412, why);
  }

  /** The same renewal, of another carrier. */
  static QueryResponses.Renewal ofCarrier(QueryResponses.Renewal renewal, String carrierId) {
    return new QueryResponses.Renewal(
        renewal.renewalId(),
        renewal.state(),
        renewal.iccid(),
        renewal.merchantId(),
        renewal.net(),
        renewal.due(),
        renewal.owed(),
        renewal.waitingFor(),
        renewal.expectedUsable(),
        renewal.timeline(),
        new QueryResponses.Requested(
            REQUEST.terminalId(),
            carrierId,
            REQUEST.channelId(),
            REQUEST.plan(),
            REQUEST.promotion(),
            null),
        renewal.validFrom(),
        renewal.validUntil(),
        renewal.asOf(),
        renewal.source());
  }

  /** A renewal with one more line. */
  static QueryResponses.Renewal with(QueryResponses.Renewal renewal, Line more) {
    List<Line> lines = new ArrayList<>(renewal.timeline());
    lines.add(more);
    return new QueryResponses.Renewal(
        renewal.renewalId(),
        renewal.state(),
        renewal.iccid(),
        renewal.merchantId(),
        renewal.net(),
        renewal.due(),
        renewal.owed(),
        renewal.waitingFor(),
        renewal.expectedUsable(),
        List.copyOf(lines),
        renewal.request(),
        renewal.validFrom(),
        renewal.validUntil(),
        renewal.asOf(),
        renewal.source());
  }

  static Line line(int minutes, String what, @Nullable Long minorUnits, @Nullable String reason) {
    Money amount = minorUnits == null ? null : new Money(minorUnits, "CNY");
    return new Line(at(minutes), null, what, amount, reason);
  }

  /** The same with the event's own time. */
  static Line occurred(int minutes, Line line) {
    return new Line(line.at(), at(minutes), line.what(), line.amount(), line.reason());
  }

  static String at(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes)).toString();
  }

  private static Builder renewal(
      String id,
      String state,
      long net,
      long owed,
      List<String> waitingFor,
      @Nullable ExpectedUsable expected,
      @Nullable String validUntil) {
    return new Builder(
        id,
        state,
        net,
        owed,
        waitingFor,
        expected,
        validUntil,
        new ArrayList<>(),
        validUntil == null ? NEW_ICCID : ICCID,
        REQUEST);
  }

  private record Builder(
      String id,
      String state,
      long net,
      long owed,
      List<String> waitingFor,
      @Nullable ExpectedUsable expected,
      @Nullable String validUntil,
      List<Line> lines,
      String iccid,
      QueryResponses.Requested request) {

    Builder with(Line... more) {
      lines.addAll(List.of(more));
      return this;
    }

    QueryResponses.Renewal build() {
      return new QueryResponses.Renewal(
          id,
          state,
          iccid,
          "M-1",
          new Money(net, "CNY"),
          new Money(5000, "CNY"),
          new Money(owed, "CNY"),
          waitingFor,
          expected,
          List.copyOf(lines),
          request,
          validUntil == null ? null : "2026-11-30T15:59:59Z",
          validUntil,
          NOW.toString(),
          "active");
    }
  }
}
