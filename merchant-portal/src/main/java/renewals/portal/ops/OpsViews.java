package renewals.portal.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.portal.ops.OpsFigures.ProcessingTime;
import renewals.portal.ops.OpsFigures.Promised;
import renewals.portal.ops.OpsView.Bar;
import renewals.portal.ops.OpsView.Bars;
import renewals.portal.ops.OpsView.PromiseRow;
import renewals.portal.ops.OpsView.Promises;
import renewals.portal.ops.OpsView.Row;
import renewals.portal.ops.OpsView.Share;
import renewals.portal.ops.OpsView.Span;
import renewals.portal.ops.OpsView.Times;
import renewals.portal.ops.OpsView.Undelivered;
import renewals.portal.ops.OpsView.UnknownPayment;

/** Words and draws figures for the operators' page. */
final class OpsViews {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH'h'", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int WIDTH = 440;
  private static final int WIDE = 630;

  /** Nobody reads more; all of them are at {@code /v1/processing-times}. */
  private static final int MOST_ROWS = 40;

  private static final int LONGEST_LABEL = 36;

  /**
   * From here on a share of quoted times kept is worth an alarm: that of the alert PromisesBroken.
   */
  private static final double BROKEN_BELOW = 0.8;

  private static final double PROMISED = 0.9;
  private static final long ENOUGH = 50;

  private OpsViews() {}

  /** Notices that were given up, the latest first. */
  static List<Undelivered> undelivered(UndeliveredNotices notices, ZoneId zone) {
    return notices.latest().stream()
        .map(
            notice ->
                new Undelivered(
                    MINUTE.format(notice.at().atZone(zone)),
                    notice.merchantId(),
                    notice.renewalId(),
                    notice.channel(),
                    notice.attempts(),
                    notice.reason()))
        .toList();
  }

  /** The page of these figures. */
  static OpsView of(
      OpsFigures figures,
      DeadLetterCounts dead,
      UndeliveredNotices notices,
      UnknownPayments unknown,
      ZoneId zone,
      Instant now) {
    Map<String, Long> reasons = dead.byReason();
    return new OpsView(
        MINUTE.format(now.atZone(zone)) + " " + zone.getId(),
        figures.scope(),
        figures.whole(),
        figures.lost().stream().limit(MOST_ROWS).map(loss -> lost(loss, zone)).toList(),
        bars("Renewals by state", figures.renewalsByState()),
        figures.money(),
        fitted(figures, zone),
        times(figures.times()),
        promises(figures.promises()),
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> new Row(entry.getKey(), entry.getValue()))
            .toList(),
        hours(dead.byHour(), zone),
        undelivered(notices, zone),
        notices.unread(),
        unknown.oldest().stream()
            .map(
                one ->
                    new UnknownPayment(
                        MINUTE.format(one.since().atZone(zone)),
                        one.renewalId(),
                        one.channelId(),
                        one.why()))
            .toList());
  }

  private static String fitted(OpsFigures figures, ZoneId zone) {
    Instant fitted = figures.fitted();
    return fitted == null ? "a time that nobody says" : SECOND.format(fitted.atZone(zone));
  }

  private static String lost(OpsFigures.Lost loss, ZoneId zone) {
    return "%s, noticed at %s".formatted(loss.said(), MINUTE.format(loss.at().atZone(zone)));
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

  private static Times times(List<ProcessingTime> all) {
    List<ProcessingTime> shown = all.subList(0, Math.min(all.size(), MOST_ROWS));
    List<Duration> ends =
        shown.stream()
            .flatMap(time -> Stream.of(time.half(), time.nine()))
            .filter(Objects::nonNull)
            .map(time -> time)
            .toList();
    TimeScale scale = TimeScale.over(ends, WIDE);
    List<Span> spans = shown.stream().map(time -> span(time, scale)).toList();
    return new Times(scale.marks(), spans, all.size() - shown.size());
  }

  private static Span span(ProcessingTime time, TimeScale scale) {
    return new Span(
        shortened(time.who()),
        time.who(),
        time.step(),
        said(time.half()),
        said(time.nine()),
        time.half() == null ? WIDE : scale.at(time.half()),
        time.nine() == null ? WIDE : scale.at(time.nine()),
        time.observations());
  }

  private static String said(@Nullable Duration time) {
    return time == null ? "not reached" : TimeScale.said(time);
  }

  private static Promises promises(List<Promised> all) {
    Map<String, long[]> byWho = new LinkedHashMap<>();
    for (Promised one : all) {
      long[] counts = byWho.computeIfAbsent(one.who(), who -> new long[2]);
      counts[0] += one.held();
      counts[1] += one.all();
    }
    List<Share> bars = new ArrayList<>();
    long held = 0;
    long given = 0;
    for (Map.Entry<String, long[]> one : byWho.entrySet()) {
      long[] counts = one.getValue();
      held += counts[0];
      given += counts[1];
      if (bars.size() < MOST_ROWS) {
        bars.add(
            new Share(
                shortened(one.getKey()),
                "%s of %d".formatted(percent(counts[0], counts[1]), counts[1]),
                part(counts[0], counts[1], WIDE),
                css(counts[0], counts[1])));
      }
    }
    List<PromiseRow> rows =
        all.stream()
            .limit(MOST_ROWS)
            .map(
                one ->
                    new PromiseRow(
                        one.who(),
                        one.basis(),
                        one.held(),
                        one.broken(),
                        percent(one.held(), one.all()),
                        css(one.held(), one.all())))
            .toList();
    return new Promises(
        "Promises that held: %d of %d, %s; promised are 90 %%"
            .formatted(held, given, percent(held, given)),
        (int) Math.round(PROMISED * WIDE),
        bars,
        rows,
        all.size() - rows.size());
  }

  private static String css(long held, long all) {
    if (all >= ENOUGH && held < BROKEN_BELOW * all) {
      return "missed";
    }
    return held >= PROMISED * all ? "held" : "";
  }

  private static String percent(long part, long all) {
    return all == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private static int part(long count, long most, int whole) {
    return most == 0 ? 0 : Math.toIntExact(Math.round((double) count * whole / most));
  }
}
