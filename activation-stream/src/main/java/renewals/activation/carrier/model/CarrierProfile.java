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
 * @param words the status reports that hold now or will, by revision; the last has the greatest
 *     revision known
 */
public record CarrierProfile(List<CarrierStatusReport> words, CarrierDowntime halts) {

  /** How long downtimes are remembered: as long as durations are learnt from. */
  public static final Duration REMEMBERED_FOR = Duration.ofDays(14);

  /** More than a carrier could mean; so what is kept of it stays small. */
  static final int MOST_HALTS = 500;

  /** Likewise: of announcements without end the newest are kept. */
  static final int MOST_WORDS = 20;

  /** What begins sooner is no announcement: clocks differ, and so do "now" and "just now". */
  private static final Duration ANNOUNCED_AHEAD = Duration.ofMinutes(5);

  public CarrierProfile {
    words = List.copyOf(words);
  }

  /** What is known by one status report alone. */
  public CarrierProfile(CarrierStatusReport word, CarrierDowntime halts) {
    this(List.of(word), halts);
  }

  /** The status report of the greatest revision. */
  public CarrierStatusReport word() {
    return words.getLast();
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
  public static Heard hear(@Nullable CarrierProfile known, CarrierStatusReport word, Instant at) {
    if (known != null && word.revision() == known.word().revision()) {
      return word.equals(known.word()) ? new Heard.Repeated() : new Heard.Conflicting();
    }
    if (known != null && word.revision() < known.word().revision()) {
      return new Heard.Superseded();
    }
    List<CarrierStatusReport> standing =
        known == null ? List.of() : standing(known.words(), word, at);
    List<CarrierStatusReport> words = new ArrayList<>(standing);
    words.add(word);
    CarrierDowntime before = known == null ? CarrierDowntime.NONE : known.halts();
    CarrierDowntime halts =
        before
            .with(word.condition(), at.minus(REMEMBERED_FOR))
            .and(againBehind(word, timeline(standing)));
    return new Heard.Newer(new CarrierProfile(words, newestOf(halts)));
  }

  /** Those of before that still hold for some time beside the newest. */
  private static List<CarrierStatusReport> standing(
      List<CarrierStatusReport> before, CarrierStatusReport newest, Instant at) {
    Instant starts = newest.condition().startsAt();
    if (!starts.isAfter(at)) {
      return List.of();
    }
    List<CarrierStatusReport> standing = new ArrayList<>();
    for (CarrierStatusReport word : before) {
      if (word.condition().startsAt().isBefore(starts) && !word.isOver(at)) {
        standing.add(outlasts(word, newest, at) ? word : word.until(starts));
      }
    }
    int tooMany = standing.size() - (MOST_WORDS - 1);
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
    for (CarrierStatusReport word : earlier) {
      if (ends != null && !word.isOver(ends)) {
        Instant starts = word.condition().startsAt();
        again.add(
            word.during(starts.isAfter(ends) ? starts : ends, word.condition().endsAt())
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
    return timeline(words);
  }

  private static List<CarrierStatusReport> timeline(List<CarrierStatusReport> words) {
    if (words.size() <= 1) {
      return words;
    }
    TreeSet<Instant> turns = new TreeSet<>();
    for (CarrierStatusReport word : words) {
      turns.add(word.condition().startsAt());
      if (word.condition().endsAt() != null) {
        turns.add(word.condition().endsAt());
      }
    }
    List<CarrierStatusReport> timeline = new ArrayList<>();
    for (Instant turn : turns) {
      CarrierStatusReport holds = holding(words, turn);
      if (holds != null) {
        timeline.add(holds.during(turn, turns.higher(turn)));
      }
    }
    return timeline;
  }

  /** The report that holds at a moment, null if none does. */
  public @Nullable CarrierStatusReport holding(Instant moment) {
    return holding(words, moment);
  }

  private static @Nullable CarrierStatusReport holding(
      List<CarrierStatusReport> words, Instant moment) {
    for (CarrierStatusReport word : words.reversed()) {
      if (!word.condition().startsAt().isAfter(moment) && !word.isOver(moment)) {
        return word;
      }
    }
    return null;
  }

  /** The next startsAt or endsAt of a report that lies after {@code now}; null if none. */
  public @Nullable Instant nextTurn(Instant now) {
    Instant next = null;
    for (CarrierStatusReport word : words) {
      Instant turn = word.nextTurn(now);
      if (turn != null && (next == null || turn.isBefore(next))) {
        next = turn;
      }
    }
    return next;
  }

  private static CarrierDowntime newestOf(CarrierDowntime halts) {
    List<CarrierDowntime.Halt> all = halts.all();
    int tooMany = all.size() - MOST_HALTS;
    return tooMany <= 0 ? halts : new CarrierDowntime(all.subList(tooMany, all.size()));
  }
}
