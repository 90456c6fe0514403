package renewals.activation.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operators' page shows; an empty text or list where nothing is known or nothing happened,
 * which the flags beside them tell apart.
 */
public record OpsView(
    String asOf,
    String scope,
    boolean statesKnown,
    Bars states,
    boolean moneyKnown,
    List<OpsFigures.StuckMoney> money,
    boolean timesKnown,
    List<Span> times,
    List<Row> deadReasons,
    Bars deadHours,
    List<Undelivered> undelivered,
    long unreadReceipts) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH'h'", Locale.ROOT);
  private static final int WIDTH = 440;

  /**
   * A bar chart.
   *
   * @param summary says in a sentence what it shows
   */
  public record Bars(String summary, List<Bar> bars) {}

  /** One bar; {@code length} of {@code WIDTH}. */
  public record Bar(String label, long count, int length) {}

  /** A reason and how often. */
  public record Row(String name, long count) {}

  /** Processing times, positions on a scale of {@code WIDTH}. */
  public record Span(
      String who,
      String step,
      String half,
      String nine,
      int halfAt,
      int nineAt,
      long observations,
      String promises,
      boolean held) {}

  /** A notice that did not arrive. */
  public record Undelivered(
      String at,
      String merchantId,
      String renewalId,
      String channel,
      int attempts,
      String reason) {}

  static OpsView of(
      OpsFigures figures,
      DeadLetterCounts dead,
      UndeliveredNotices notices,
      ZoneId zone,
      Instant now) {
    Map<String, Long> reasons = dead.byReason();
    return new OpsView(
        MINUTE.format(now.atZone(zone)) + " " + zone.getId(),
        figures.scope(),
        figures.renewalsByState().isPresent(),
        bars("Renewals by state", figures.renewalsByState().orElse(Map.of())),
        figures.stuckMoney().isPresent(),
        figures.stuckMoney().orElse(List.of()),
        figures.processingTimes().isPresent(),
        spans(figures.processingTimes().orElse(List.of())),
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> new Row(entry.getKey(), entry.getValue()))
            .toList(),
        hours(dead.byHour(), zone),
        notices.latest().stream()
            .map(
                notice ->
                    new Undelivered(
                        MINUTE.format(notice.at().atZone(zone)),
                        notice.merchantId(),
                        notice.renewalId(),
                        notice.channel(),
                        notice.attempts(),
                        notice.reason()))
            .toList(),
        notices.unread());
  }

  private static Bars hours(Map<Instant, Long> byHour, ZoneId zone) {
    long most = byHour.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long all = byHour.values().stream().mapToLong(Long::longValue).sum();
    List<Bar> bars = new ArrayList<>();
    byHour.forEach(
        (hour, count) ->
            bars.add(new Bar(HOUR.format(hour.atZone(zone)), count, part(count, most, 100))));
    return new Bars(
        "Dead letters by hour, last 24 hours: %d in all, at most %d an hour".formatted(all, most),
        bars);
  }

  private static Bars bars(String what, Map<String, Long> counts) {
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    String said =
        counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    List<Bar> bars = new ArrayList<>();
    counts.forEach((label, count) -> bars.add(new Bar(label, count, part(count, most, WIDTH))));
    return new Bars(what + ": " + said, bars);
  }

  private static List<Span> spans(List<OpsFigures.ProcessingTime> times) {
    long longest = times.stream().mapToLong(time -> time.nine().toMillis()).max().orElse(0);
    return times.stream()
        .map(
            time ->
                new Span(
                    time.who(),
                    time.step(),
                    said(time.half()),
                    said(time.nine()),
                    part(time.half().toMillis(), longest, WIDTH),
                    part(time.nine().toMillis(), longest, WIDTH),
                    time.observations(),
                    promises(time.promises()),
                    time.promises() == null
                        || time.promises().held() * 10 >= time.promises().due() * 9))
        .toList();
  }

  private static String promises(OpsFigures.@Nullable Promises promises) {
    return promises == null || promises.due() == 0
        ? "none due"
        : "%d of %d held (%d %%)"
            .formatted(promises.held(), promises.due(), 100 * promises.held() / promises.due());
  }

  private static String said(Duration time) {
    if (time.toDays() >= 2) {
      return String.format(Locale.ROOT, "%.1f d", time.toMinutes() / 1440.0);
    }
    if (time.toHours() >= 2) {
      return String.format(Locale.ROOT, "%.1f h", time.toSeconds() / 3600.0);
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static int part(long count, long most, int whole) {
    return most == 0 ? 0 : Math.toIntExact(Math.round((double) count * whole / most));
  }
}
