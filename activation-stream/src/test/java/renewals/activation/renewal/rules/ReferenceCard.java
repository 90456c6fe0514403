package renewals.activation.renewal.rules;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;

/**
 * The card ledger written down from the text of the rules alone: it keeps the activations and which
 * of them are reversed, and lays all periods out anew each time it is asked.
 */
public final class ReferenceCard {

  /** An activation's or reversal's dates. */
  public record Dates(
      @Nullable Instant previousValidUntil, Instant validFrom, @Nullable Instant validUntil) {}

  private record Booked(CardChange activation, boolean reversed) {}

  /** An unbroken chain of periods of one unit; without periods it is a date that was told. */
  private record Run(Instant start, Period.@Nullable Unit unit, List<Integer> counts, ZoneId zone) {
    Instant end() {
      int total = counts.stream().mapToInt(Integer::intValue).sum();
      return unit == null ? start : plus(start, unit, total, zone);
    }
  }

  private final RulePolicy policy;
  private final Map<String, Booked> ledger = new LinkedHashMap<>();

  public ReferenceCard(RulePolicy policy) {
    this.policy = policy;
  }

  /** In the hour that a clock shows twice, the one that is as far from UTC as the start. */
  static Instant plus(Instant start, Period.Unit unit, int count, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(start, zone);
    LocalDateTime end = unit == Period.Unit.DAYS ? local.plusDays(count) : local.plusMonths(count);
    return ZonedDateTime.ofLocal(end, zone, zone.getRules().getOffset(start)).toInstant();
  }

  /** A channel may give a renewalId again once its case is forgotten: another activation. */
  static String keyOf(CardChange change) {
    return change.activationId() + "@" + change.activation().at();
  }

  /** Null where there is nothing to do. */
  public @Nullable Dates book(CardChange change) {
    String id = keyOf(change);
    Booked booked = ledger.get(id);
    if (change.reversedAt() == null) {
      if (booked != null) {
        return null;
      }
      ledger.put(id, new Booked(change, false));
      return layOut().get(id);
    }
    if (booked == null || booked.reversed()) {
      return null;
    }
    Instant before = validUntil();
    ledger.put(id, new Booked(booked.activation(), true));
    return new Dates(before, change.reversedAt(), validUntil());
  }

  public @Nullable Instant validUntil() {
    List<Run> runs = new ArrayList<>();
    layOut(runs);
    return runs.isEmpty() ? null : last(runs).end();
  }

  /** The dates of every activation that stands. */
  Map<String, Dates> layOut() {
    return layOut(new ArrayList<>());
  }

  private Map<String, Dates> layOut(List<Run> runs) {
    Map<String, Dates> dates = new LinkedHashMap<>();
    for (Map.Entry<String, Booked> entry : ledger.entrySet()) {
      CardChange activation = entry.getValue().activation();
      ZoneId zone = policy.zones().of(activation.request().carrierId());
      Instant told = activation.request().currentValidUntil();
      if (told != null && (runs.isEmpty() || told.isAfter(last(runs).end()))) {
        runs.add(new Run(told, null, List.of(), zone));
      }
      if (!entry.getValue().reversed()) {
        Instant previous = runs.isEmpty() ? null : last(runs).end();
        Instant from = addPeriod(runs, activation, zone);
        Instant word = activation.carriersWord();
        if (word != null) {
          runs.add(new Run(word, null, List.of(), zone));
          from = word.isBefore(from) ? word : from;
        }
        dates.put(entry.getKey(), new Dates(previous, from, last(runs).end()));
      }
    }
    return dates;
  }

  /** Lays one period down and says where it starts. */
  private static Instant addPeriod(List<Run> runs, CardChange activation, ZoneId zone) {
    Instant at = activation.activation().at();
    Plan plan = activation.request().plan();
    Period.Unit unit = plan.validity().unit();
    int count = plan.validity().count();
    boolean fromNow =
        plan.policy() == Plan.Policy.RESET || runs.isEmpty() || last(runs).end().compareTo(at) <= 0;
    if (fromNow) {
      runs.add(new Run(at, unit, List.of(count), zone));
      return at;
    }
    Run last = last(runs);
    Instant from = last.end();
    if (last.unit() == unit) {
      List<Integer> longer = new ArrayList<>(last.counts());
      longer.add(count);
      // Where carriers of several zones share a chain, the latest one's calendar counts.
      runs.set(runs.size() - 1, new Run(last.start(), unit, longer, zone));
    } else {
      runs.add(new Run(from, unit, List.of(count), zone));
    }
    return from;
  }

  private static Run last(List<Run> runs) {
    return runs.get(runs.size() - 1);
  }
}
