package renewals.activation.carrier.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a carrier: its status reports that hold now or will, and when it stood still in
 * the last fortnight. Immutable.
 *
 * <p>The greatest revision holds: from its startsAt on it replaces all earlier ones. Until then,
 * what held goes on to hold. One that was announced ahead with an end, of another kind of trouble
 * than the one in force, does not end that trouble: after its endsAt the trouble holds again, if
 * its own time is not over. So maintenance that is announced for the night ends no outage.
 *
 * @param reports the status reports that hold now or will, by revision; the last has the greatest
 *     revision known
 */
public record CarrierProfile(List<CarrierStatusReport> reports, CarrierDowntime downtime) {

  /** How long downtimes are remembered: as long as durations are learnt from. */
  public static final Duration REMEMBERED_FOR = Duration.ofDays(14);

  /** More than a carrier could mean; so what is kept of it stays small. */
  static final int MOST_DOWNTIMES = 500;

  /** Likewise: of announcements without end the newest are kept. */
  static final int MOST_REPORTS = 20;

  /** What begins sooner is no announcement: clocks differ, and so do "now" and "just now". */
  private static final Duration ANNOUNCED_AHEAD = Duration.ofMinutes(5);

  public CarrierProfile {
    reports = List.copyOf(reports);
  }

  /** What is known by one status report alone. */
  public CarrierProfile(CarrierStatusReport report, CarrierDowntime downtime) {
    this(List.of(report), downtime);
  }

  /** The status report of the greatest revision. */
  public CarrierStatusReport newest() {
    return reports.getLast();
  }

  /** What became of a status report. */
  public sealed interface Heard {

    /** It is the newest: this is known now. */
    record Newer(CarrierProfile now) implements Heard {}

    /** It was known already. */
    record Repeated() implements Heard {}

    /** A newer one is known: this one has no effect. */
    record Superseded() implements Heard {}

    /** The same revision came before with other content: the first stays. */
    record Conflicting() implements Heard {}
  }

  /**
   * Adds one status report. The greatest revision holds, so the order of arrival does not matter.
   *
   * @param known what is known of the report's carrier, null if nothing
   * @param at when the report was appended
   */
  public static Heard hear(@Nullable CarrierProfile known, CarrierStatusReport report, Instant at) {
    if (known != null && report.revision() == known.newest().revision()) {
      return report.equals(known.newest()) ? new Heard.Repeated() : new Heard.Conflicting();
    }
    if (known != null && report.revision() < known.newest().revision()) {
      return new Heard.Superseded();
    }
    List<CarrierStatusReport> standing =
        known == null ? List.of() : standing(known.reports(), report, at);
    List<CarrierStatusReport> reports = new ArrayList<>(standing);
    reports.add(report);
    CarrierDowntime before = known == null ? CarrierDowntime.NONE : known.downtime();
    CarrierDowntime downtime =
        before
            .with(report.condition(), at.minus(REMEMBERED_FOR))
            .and(againBehind(report, timeline(standing)));
    return new Heard.Newer(new CarrierProfile(reports, newestOf(downtime)));
  }

  /** Those of before that still hold for some time beside the newest. */
  private static List<CarrierStatusReport> standing(
      List<CarrierStatusReport> before, CarrierStatusReport newest, Instant at) {
    Instant starts = newest.condition().startsAt();
    if (!starts.isAfter(at)) {
      return List.of();
    }
    List<CarrierStatusReport> standing = new ArrayList<>();
    for (CarrierStatusReport report : before) {
      if (report.condition().startsAt().isBefore(starts) && !report.isOver(at)) {
        standing.add(outlasts(report, newest, at) ? report : report.until(starts));
      }
    }
    int tooMany = standing.size() - (MOST_REPORTS - 1);
    return tooMany <= 0 ? standing : standing.subList(tooMany, standing.size());
  }

  /** Whether a report in force is of trouble that an announcement does not end. */
  private static boolean outlasts(
      CarrierStatusReport inForce, CarrierStatusReport announced, Instant at) {
    CarrierCondition ahead = announced.condition();
    return !inForce.condition().startsAt().isAfter(at)
        && !ahead.startsAt().isBefore(at.plus(ANNOUNCED_AHEAD))
        && ahead.endsAt() != null
        && ahead.state() != CarrierCondition.State.NORMAL
        && ahead.state() != inForce.condition().state();
  }

  /** What of an earlier timeline holds again once the newest report is over. */
  private static List<CarrierCondition> againBehind(
      CarrierStatusReport newest, List<CarrierStatusReport> earlier) {
    Instant ends = newest.condition().endsAt();
    List<CarrierCondition> again = new ArrayList<>();
    for (CarrierStatusReport report : earlier) {
      if (ends != null && !report.isOver(ends)) {
        Instant starts = report.condition().startsAt();
        again.add(
            report
                .during(starts.isAfter(ends) ? starts : ends, report.condition().endsAt())
                .condition());
      }
    }
    return again;
  }

  /**
   * What holds when, in order of time and not overlapping: each report with the time for which it
   * holds.
   */
  public List<CarrierStatusReport> timeline() {
    return timeline(reports);
  }

  private static List<CarrierStatusReport> timeline(List<CarrierStatusReport> reports) {
    if (reports.size() <= 1) {
      return reports;
    }
    TreeSet<Instant> turns = new TreeSet<>();
    for (CarrierStatusReport report : reports) {
      turns.add(report.condition().startsAt());
      if (report.condition().endsAt() != null) {
        turns.add(report.condition().endsAt());
      }
    }
    List<CarrierStatusReport> timeline = new ArrayList<>();
    for (Instant turn : turns) {
      CarrierStatusReport holds = holding(reports, turn);
      if (holds != null) {
        timeline.add(holds.during(turn, turns.higher(turn)));
      }
    }
    return timeline;
  }

  /** The report that holds at a moment, null if none does. */
  public @Nullable CarrierStatusReport holding(Instant moment) {
    return holding(reports, moment);
  }

  private static @Nullable CarrierStatusReport holding(
      List<CarrierStatusReport> reports, Instant moment) {
    for (CarrierStatusReport report : reports.reversed()) {
      if (!report.condition().startsAt().isAfter(moment) && !report.isOver(moment)) {
        return report;
      }
    }
    return null;
  }

  /** The next startsAt or endsAt of a report that lies after {@code now}; null if none. */
  public @Nullable Instant nextTurn(Instant now) {
    Instant next = null;
    for (CarrierStatusReport report : reports) {
      Instant turn = report.nextTurn(now);
      if (turn != null && (next == null || turn.isBefore(next))) {
        next = turn;
      }
    }
    return next;
  }

  private static CarrierDowntime newestOf(CarrierDowntime downtime) {
    List<CarrierDowntime.Halt> all = downtime.all();
    int tooMany = all.size() - MOST_DOWNTIMES;
    return tooMany <= 0 ? downtime : new CarrierDowntime(all.subList(tooMany, all.size()));
  }
}
