package renewals.activation.estimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import renewals.activation.estimate.fit.Simulation.Occasion;
import renewals.activation.estimate.fit.Simulation.Quote;

/**
 * What each part of the method is worth: the same worlds with the same seeds, each time without one
 * part. {@code -Dablation=true} makes the table of docs/estimates.md.
 */
@Execution(ExecutionMode.CONCURRENT)
class EstimateAblationTest {

  private static final int DAYS = 38;
  private static final Duration LEARNT = Duration.ofDays(15);
  private static final long UNSETTLED = Duration.ofDays(2).toMillis();

  /** So few that a share of them is chance by more than a point. */
  private static final int FEW = 1_000;

  private static final double PROMISED = 90;

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
  @EnabledIfSystemProperty(named = "ablation", matches = "true")
  void shouldSayWhatEachPartIsWorth() {
    List<Long> seeds = List.of(1L, 2L);
    List<World> worlds =
        Stream.concat(Worlds.all().stream(), Stream.of(Worlds.twoChannels())).toList();
    Map<Ablation, Map<String, Group>> all = new EnumMap<>(Ablation.class);
    for (Ablation ablation : Ablation.values()) {
      Map<String, Group> found = new ConcurrentHashMap<>();
      IntStream.range(0, worlds.size())
          .parallel()
          .forEach(
              i ->
                  groups(worlds.get(i), seeds, ablation)
                      .forEach(
                          (kind, group) -> found.put(worlds.get(i).name + ", " + kind, group)));
      all.put(ablation, new TreeMap<>(found));
    }
    System.out.println(
        "| without | most in | kept with, without | by without ÷ with"
            + " | widest in | by without ÷ with | narrowest in | by without ÷ with, kept |");
    for (Ablation ablation : Ablation.values()) {
      if (ablation != Ablation.NOTHING) {
        print(ablation, all.get(Ablation.NOTHING), all.get(ablation));
      }
    }
    assertThat(all.get(Ablation.NOTHING).values())
        .filteredOn(group -> group.quotes() >= FEW)
        .allSatisfy(group -> assertThat(group.kept()).isBetween(84.0, 98.5));
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
    Worth widest = worths.stream().max(Comparator.comparing(Worth::widthWithout)).orElseThrow();
    Worth narrowest = worths.stream().min(Comparator.comparing(Worth::widthWithout)).orElseThrow();
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
      for (Quote quote :
          new Simulation(world, seed, DAYS, Duration.ofHours(1), ablation).run().quotes) {
        if (quote.madeAt() >= learnt) {
          boolean unsettled = quote.madeAt() >= slow && quote.madeAt() < slow + UNSETTLED;
          byKind
              .computeIfAbsent(kind(quote.occasion(), unsettled), kind -> new ArrayList<>())
              .add(quote);
        }
      }
    }
    Map<String, Group> groups = new TreeMap<>();
    byKind.forEach((kind, quotes) -> groups.put(kind, Group.of(quotes)));
    return groups;
  }

  private static String kind(Occasion occasion, boolean unsettled) {
    return switch (occasion) {
      case REQUESTED -> "at request";
      case PAID -> unsettled ? "at payment, first two days slow" : "at payment";
      case LATER -> "asked again";
    };
  }
}
