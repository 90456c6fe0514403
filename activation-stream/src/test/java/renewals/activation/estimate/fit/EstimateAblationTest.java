package renewals.activation.estimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import renewals.activation.estimate.fit.Simulation.Quote;

/**
 * What each part of the method is worth: the same worlds with the same seeds, each time without one
 * part. {@code -Dablation=all} makes the table of docs/estimates.md.
 */
@Execution(ExecutionMode.CONCURRENT)
class EstimateAblationTest {

  private static final int DAYS = 38;
  private static final Duration LEARNT = Duration.ofDays(15);
  private static final Duration REFIT = Duration.ofHours(2);
  private static final long UNSETTLED = Duration.ofDays(2).toMillis();

  /** So few that a share of them is chance by more than a point. */
  private static final int FEW = 1_000;

  private static final double PROMISED = 90;

  /** Where little happens in one run. */
  private static final List<Long> MANY_SEEDS = LongStream.rangeClosed(1, 20).boxed().toList();

  /** Quotes of one kind in one world. */
  private record Group(int quotes, double kept, double meanMinutes) {
    static Group of(List<Quote> quotes) {
      return new Group(
          quotes.size(),
          100.0 * quotes.stream().filter(Quote::kept).count() / quotes.size(),
          quotes.stream().mapToDouble(q -> q.by() - q.madeAt()).average().orElse(0) / 60_000);
    }
  }

  /** What a part is worth in one group: its shares kept and widths, with and without it. */
  private record Worth(String group, Group with, Group without) {

    /** By how many points the share is further from what is promised without the part. */
    double points() {
      return Math.abs(without.kept() - PROMISED) - Math.abs(with.kept() - PROMISED);
    }

    double widthWithout() {
      return without.meanMinutes() / with.meanMinutes();
    }
  }

  /** Asking anew after eight hours knows that they have passed. */
  @Test
  void shouldKeepFewerQuotesWithoutTheTimeThatARenewalHasWaited() {
    World world = Worlds.all().get(0);

    Group with = groups(world, List.of(1L), Ablation.NOTHING).get("asked again");
    Group without = groups(world, List.of(1L), Ablation.WAITED_TIME).get("asked again");

    assertThat(with.kept()).isGreaterThan(80);
    assertThat(without.kept()).isLessThan(40);
  }

  @Test
  @EnabledIfSystemProperty(named = "ablation", matches = ".+")
  void shouldSayWhatEachPartIsWorth() {
    Map<String, Group> with = everywhere(Ablation.NOTHING);
    System.out.println(
        "| without | most in | kept with, without | by without ÷ with"
            + " | widest in | by without ÷ with, kept | narrowest in | by without ÷ with, kept |");
    for (Ablation ablation : asked()) {
      print(ablation, with, everywhere(ablation));
    }
    assertThat(with.values())
        .filteredOn(group -> group.quotes() >= FEW)
        .allSatisfy(group -> assertThat(group.kept()).isBetween(84.0, 98.5));
  }

  private static List<Ablation> asked() {
    String asked = System.getProperty("ablation", "all");
    return Stream.of(Ablation.values())
        .filter(ablation -> ablation != Ablation.NOTHING)
        .filter(one -> asked.equals("all") || List.of(asked.split(",")).contains(one.name()))
        .toList();
  }

  private static Map<String, Group> everywhere(Ablation ablation) {
    Map<String, Group> found = new ConcurrentHashMap<>();
    List<World> many =
        Stream.concat(Worlds.all().stream(), Stream.of(Worlds.twoChannels())).toList();
    Stream.concat(many.stream(), Worlds.few().stream())
        .parallel()
        .forEach(
            world ->
                groups(world, many.contains(world) ? List.of(1L) : MANY_SEEDS, ablation)
                    .forEach((kind, group) -> found.put(world.name + ", " + kind, group)));
    return new TreeMap<>(found);
  }

  private static void print(
      Ablation ablation, Map<String, Group> with, Map<String, Group> without) {
    List<Worth> worths = new ArrayList<>();
    with.forEach(
        (name, group) -> {
          Group other = without.get(name);
          if (other != null && group.quotes() >= FEW && other.quotes() >= FEW) {
            worths.add(new Worth(name, group, other));
          }
        });
    Worth most = worths.stream().max(Comparator.comparingDouble(Worth::points)).orElseThrow();
    Worth widest =
        worths.stream().max(Comparator.comparingDouble(Worth::widthWithout)).orElseThrow();
    Worth narrowest =
        worths.stream().min(Comparator.comparingDouble(Worth::widthWithout)).orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f %%, %.1f %% | %.2f | %s | %.2f, %.1f %% | %s | %.2f, %.1f %% |%n",
        ablation.words,
        most.group(),
        most.with().kept(),
        most.without().kept(),
        most.widthWithout(),
        widest.group(),
        widest.widthWithout(),
        widest.without().kept(),
        narrowest.group(),
        narrowest.widthWithout(),
        narrowest.without().kept());
  }

  /** By kind what was quoted once fifteen days had been learnt from. */
  private static Map<String, Group> groups(World world, List<Long> seeds, Ablation ablation) {
    long learnt = World.BEGIN.plus(LEARNT).toEpochMilli();
    long slow =
        world.slowsDown == null ? Long.MAX_VALUE : World.BEGIN.plus(world.slowsDown).toEpochMilli();
    Map<String, List<Quote>> byKind = new TreeMap<>();
    for (long seed : seeds) {
      for (Quote quote : new Simulation(world, seed, DAYS, REFIT, ablation).run().quotes) {
        if (quote.madeAt() >= learnt) {
          boolean unsettled = quote.madeAt() >= slow && quote.madeAt() < slow + UNSETTLED;
          byKind.computeIfAbsent(kind(quote, unsettled), kind -> new ArrayList<>()).add(quote);
        }
      }
    }
    Map<String, Group> groups = new TreeMap<>();
    byKind.forEach((kind, quotes) -> groups.put(kind, Group.of(quotes)));
    return groups;
  }

  private static String kind(Quote quote, boolean unsettled) {
    String channel = quote.slowness() > 1 ? ", slow channel" : "";
    return switch (quote.occasion()) {
      case REQUESTED -> "at request" + channel;
      case PAID -> (unsettled ? "at payment, first two days slow" : "at payment") + channel;
      case LATER -> "asked again" + channel;
    };
  }
}
