package renewals.activation.estimate.fit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A carrier as it really is, which the estimates must find out: how long its work takes, when it
 * works, when it stands still, when it slows down.
 */
final class World {

  static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long STEP = 300_000;
  private static final int DAYS = 75;

  /** A part of the cases: how long they take, in minutes of work, and whether people do it. */
  record Way(double share, ToDoubleFunction<Random> minutes, boolean inOfficeHours) {}

  /** A halt as it comes, and what is said of its end. */
  record Outage(Duration after, Duration lasts, boolean endTold) {}

  final String name;
  final double perDay;
  final List<Way> ways;
  final List<Outage> outages;
  final @Nullable Duration slowsDown;
  final Duration lookAgainAfter;

  /** How much longer everything takes through the second channel; 0 if there is none. */
  final double secondChannel;

  private final double[][] samples;

  World(
      String name,
      double perDay,
      List<Way> ways,
      List<Outage> outages,
      @Nullable Duration slowsDown,
      Duration lookAgainAfter) {
    this(name, perDay, ways, outages, slowsDown, lookAgainAfter, 0);
  }

  World(
      String name,
      double perDay,
      List<Way> ways,
      List<Outage> outages,
      @Nullable Duration slowsDown,
      Duration lookAgainAfter,
      double secondChannel) {
    this.secondChannel = secondChannel;
    this.name = name;
    this.perDay = perDay;
    this.ways = ways;
    this.outages = outages;
    this.slowsDown = slowsDown;
    this.lookAgainAfter = lookAgainAfter;
    samples = new double[ways.size()][];
    Random random = new Random(7);
    for (int w = 0; w < samples.length; w++) {
      double[] drawn = new double[20_000];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = ways.get(w).minutes().applyAsDouble(random) * 60_000;
      }
      Arrays.sort(drawn);
      samples[w] = drawn;
    }
  }

  static ToDoubleFunction<Random> logNormal(double median, double sigma) {
    return random -> median * Math.exp(sigma * random.nextGaussian());
  }

  static ToDoubleFunction<Random> pareto(double least, double exponent) {
    return random -> least * Math.pow(1 - random.nextDouble(), -1 / exponent);
  }

  /**
   * One case: when it is decided, having begun at {@code start}.
   *
   * @param slowness how much longer than usual it takes through its channel
   */
  long decide(long start, double slowness, Random random) {
    double pick = random.nextDouble();
    int way = 0;
    while (way < ways.size() - 1 && pick >= ways.get(way).share()) {
      pick -= ways.get(way).share();
      way++;
    }
    double work = slowness * ways.get(way).minutes().applyAsDouble(random) * 60_000;
    return clock(ways.get(way).inOfficeHours(), Long.MAX_VALUE).when(start, work);
  }

  /**
   * The 90 % quantile of when a case is decided, to one who knows this world and what has happened
   * up to {@code now}, but not what is still to come.
   */
  long trueBy(long start, double slowness, long now) {
    double left = 0.1 * open(start, slowness, now, now);
    long low = now;
    long high = now + 60L * 86_400_000;
    while (high - low > 5_000) {
      long middle = (low + high) >>> 1;
      if (open(start, slowness, middle, now) <= left) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private double open(long start, double slowness, long at, long known) {
    double open = 0;
    for (int w = 0; w < samples.length; w++) {
      double work = clock(ways.get(w).inOfficeHours(), known).work(start, at) / slowness;
      int found = Arrays.binarySearch(samples[w], work);
      int done = found >= 0 ? found : -found - 1;
      open += ways.get(w).share() * (1 - (double) done / samples[w].length);
    }
    return open;
  }

  /** Progress of work by steps of five minutes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Clock(double[] worked) {
    double at(long time) {
      double place = (double) (time - BEGIN.toEpochMilli()) / STEP;
      int i = Math.min(worked.length - 2, (int) place);
      return worked[i] + (place - i) * (worked[i + 1] - worked[i]);
    }

    double work(long from, long to) {
      return at(to) - at(from);
    }

    long when(long start, double work) {
      double target = at(start) + work;
      int found = Arrays.binarySearch(worked, target);
      int i = found >= 0 ? found : -found - 2;
      while (i > 0 && worked[i] >= target && worked[i - 1] >= target) {
        i--;
      }
      if (i >= worked.length - 1) {
        return BEGIN.toEpochMilli() + worked.length * STEP;
      }
      double part = (target - worked[i]) / Math.max(1e-9, worked[i + 1] - worked[i]);
      return Math.max(start, BEGIN.toEpochMilli() + (long) ((i + Math.min(1, part)) * STEP));
    }
  }

  private record Known(boolean office, long happened) {}

  private final Map<Known, Clock> clocks = new HashMap<>();

  private Clock clock(boolean office, long known) {
    long happened = 0;
    for (long change : changes()) {
      happened = change <= known ? Math.max(happened, change) : happened;
    }
    return clocks.computeIfAbsent(
        new Known(office, happened), key -> make(key.office(), key.happened()));
  }

  private List<Long> changes() {
    List<Long> changes = new ArrayList<>();
    if (slowsDown != null) {
      changes.add(BEGIN.plus(slowsDown).toEpochMilli());
    }
    for (Outage outage : outages) {
      changes.add(BEGIN.plus(outage.after()).toEpochMilli());
    }
    return changes;
  }

  private Clock make(boolean office, long happened) {
    int steps = (int) (DAYS * 86_400_000L / STEP);
    double[] worked = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      long time = BEGIN.toEpochMilli() + i * STEP;
      double speed = office && !isOfficeHour(time) ? 0 : 1;
      for (Outage outage : outages) {
        long from = BEGIN.plus(outage.after()).toEpochMilli();
        if (from <= happened && time >= from && time < from + outage.lasts().toMillis()) {
          speed = 0;
        }
      }
      if (slowsDown != null) {
        long from = BEGIN.plus(slowsDown).toEpochMilli();
        speed = from <= happened && time >= from ? speed / 3 : speed;
      }
      worked[i + 1] = worked[i] + speed * STEP;
    }
    return new Clock(worked);
  }

  static boolean isOfficeHour(long time) {
    ZonedDateTime local = Instant.ofEpochMilli(time).atZone(ZONE);
    DayOfWeek day = local.getDayOfWeek();
    return day != DayOfWeek.SATURDAY
        && day != DayOfWeek.SUNDAY
        && local.getHour() >= 9
        && local.getHour() < 18;
  }
}
