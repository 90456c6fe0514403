package renewals.stack.year;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import renewals.stack.sim.scenario.Cards;
import renewals.stack.sim.scenario.Events;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;

/** A shop with one terminal and one card, which it renews by the month for a year. */
final class Shop {

  /** In which carriers count days. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Leads of reminders of a month; that of 30 days is as long as the month and left out. */
  static final List<Duration> LEADS =
      List.of(Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO);

  private static final List<ShopKind> KINDS = List.of(ShopKind.values());
  private static final String ISSUER = "89860";
  private static final Duration MONTH = Duration.ofDays(30);

  private final int number;
  private final ShopKind kind;
  private final Merchant merchant;
  private final String iccid;
  private final List<ObjectNode> requests = new ArrayList<>();
  private LocalDate asksOn;
  private List<LocalDate> told = List.of();

  Shop(int number, LocalDate asksOn) {
    this.number = number;
    this.kind = KINDS.get(number % KINDS.size());
    this.merchant =
        new Merchant(
            "M-%03d".formatted(number),
            number % 2 == 0 ? "zh-CN" : "en",
            new Phone("%s%03d00".formatted(Phone.PREFIX, number), Phone.Habit.READS),
            null,
            null,
            0);
    this.iccid = Cards.withCheckDigit("%s%011d%s".formatted(ISSUER, number, kind.card()));
    this.asksOn = asksOn;
  }

  Merchant merchant() {
    return merchant;
  }

  ShopKind kind() {
    return kind;
  }

  /** All that it asked for until now. */
  List<ObjectNode> requests() {
    return requests;
  }

  /** The renewal that it asked for last. */
  String renewalId() {
    return requests.getLast().path("renewalId").asText();
  }

  boolean asksOn(LocalDate day) {
    return !asksOn.isAfter(day);
  }

  /**
   * The first day from one on of which something is due: it asks, its card is told to end, or its
   * renewal is under way.
   */
  LocalDate nextFrom(LocalDate day) {
    return Stream.concat(Stream.of(asksOn), told.stream())
        .filter(due -> !due.isBefore(day))
        .min(Comparator.naturalOrder())
        .filter(due -> !asksOn.equals(LocalDate.MAX))
        .orElse(day);
  }

  /** Asks for the next renewal; when it asks again is known when that has ended. */
  ObjectNode ask(Instant now) {
    String renewalId = "Y-%03d-%02d".formatted(number, requests.size() + 1);
    // a carrier of its own, so that nobody else's outage is its own
    Events events = new Events(renewalId, "lakala", "carrier-" + kind.card(), now);
    ObjectNode request = events.request(merchant, iccid, "P1M", kind.amount());
    requests.add(request);
    asksOn = LocalDate.MAX;
    return request;
  }

  /** Plans when it asks again, as far as that is known. */
  void plan(Map<String, Instant> validUntil) {
    if (requests.isEmpty() || !asksOn.equals(LocalDate.MAX)) {
      return;
    }
    Instant asked = Instant.parse(requests.getLast().path("requestedAt").asText());
    Instant ends = validUntil.get(renewalId());
    if (ends != null) {
      // the day after as well, since the moment itself lies within one
      told =
          LEADS.stream()
              .map(lead -> LocalDate.ofInstant(ends.minus(lead), ZONE))
              .flatMap(due -> Stream.of(due, due.plusDays(1)))
              .toList();
    }
    if (!kind.isUsable()) {
      asksOn = LocalDate.ofInstant(asked.plus(MONTH), ZONE);
    } else if (ends != null) {
      asksOn = LocalDate.ofInstant(ends, ZONE).plusDays(kind.days());
    }
  }
}
