package renewals.portal.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A logarithmic scale of times, since payments take minutes and reviews take days. */
public final class TimeScale {

  private static final List<Named> MARKS =
      List.of(
          new Named("1 s", Duration.ofSeconds(1)),
          new Named("10 s", Duration.ofSeconds(10)),
          new Named("1 min", Duration.ofMinutes(1)),
          new Named("10 min", Duration.ofMinutes(10)),
          new Named("1 h", Duration.ofHours(1)),
          new Named("6 h", Duration.ofHours(6)),
          new Named("1 d", Duration.ofDays(1)),
          new Named("7 d", Duration.ofDays(7)),
          new Named("40 d", Duration.ofDays(40)));

  private record Named(String label, Duration time) {}

  private final double shortest;
  private final double longest;
  private final int width;

  private TimeScale(Duration shortest, Duration longest, int width) {
    this.shortest = Math.log((double) shortest.toMillis());
    this.longest = Math.log((double) longest.toMillis());
    this.width = width;
  }

  /** A scale from the mark below the shortest to the mark above the longest of these. */
  static TimeScale over(List<Duration> times, int width) {
    Duration from = MARKS.getFirst().time();
    Duration to = MARKS.getLast().time();
    for (Named mark : MARKS) {
      from = times.stream().allMatch(time -> time.compareTo(mark.time()) >= 0) ? mark.time() : from;
    }
    for (Named mark : MARKS.reversed()) {
      to = times.stream().allMatch(time -> time.compareTo(mark.time()) <= 0) ? mark.time() : to;
    }
    boolean known = from.compareTo(to) < 0;
    return new TimeScale(
        known ? from : MARKS.getFirst().time(), known ? to : MARKS.getLast().time(), width);
  }

  /** Where a time lies, from 0 to the width. */
  int at(Duration time) {
    double log = Math.log((double) Math.max(1, time.toMillis()));
    double part = (log - shortest) / (longest - shortest);
    return Math.toIntExact(Math.round(Math.clamp(part, 0, 1) * width));
  }

  /** The marks on it. */
  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    for (Named mark : MARKS) {
      double log = Math.log((double) mark.time().toMillis());
      if (log >= shortest && log <= longest) {
        marks.add(new Mark(mark.label(), at(mark.time())));
      }
    }
    return marks;
  }

  /** A mark and where it lies. */
  public record Mark(String label, int at) {}

  /** A time as people say it, to two digits or so. */
  static String said(Duration time) {
    if (time.toHours() >= 48) {
      return number(time.toMinutes() / 1440.0) + " d";
    }
    if (time.toMinutes() >= 120) {
      return number(time.toSeconds() / 3600.0) + " h";
    }
    if (time.toSeconds() >= 120) {
      return time.toMinutes() + " min";
    }
    return time.toSeconds() + " s";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
