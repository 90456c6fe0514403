package renewals.faults.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renewals.faults.cluster.Unstarted;
import renewals.faults.fault.Bout.Part;

class FaultMakerTest {

  /** Those that need no disk of their own. */
  private static final Set<Kind> KINDS =
      EnumSet.complementOf(EnumSet.of(Kind.DISK_FULL, Kind.CLOCK, Kind.UPGRADE));

  private static final int MANY = 300;
  private static final int TOGETHER = 6;

  @Test
  void shouldMakeTheSameBoutsOfTheSameSeed() {
    assertThat(described(bouts(7, KINDS, TOGETHER)))
        .isEqualTo(described(bouts(7, KINDS, TOGETHER)));
  }

  @Test
  void shouldMakeOtherBoutsOfAnotherSeed() {
    assertThat(described(bouts(7, KINDS, TOGETHER)))
        .isNotEqualTo(described(bouts(8, KINDS, TOGETHER)));
  }

  @Test
  void shouldNeverHarmTheSameTwiceInABout() {
    assertThat(bouts(3, KINDS, TOGETHER))
        .allSatisfy(
            bout ->
                assertThat(bout.parts().stream().flatMap(part -> part.fault().touches().stream()))
                    .doesNotHaveDuplicates());
  }

  @Test
  void shouldMakeNoBoutLargerThanItMayBe() {
    assertThat(bouts(3, KINDS, TOGETHER))
        .allSatisfy(bout -> assertThat(bout.parts()).hasSizeBetween(1, TOGETHER));
  }

  @Test
  void shouldMakeOneAtATimeWhereNoMoreMayFallTogether() {
    assertThat(bouts(3, KINDS, 1)).allSatisfy(bout -> assertThat(bout.parts()).hasSize(1));
  }

  @Test
  void shouldLetEveryKindComeUp() {
    assertThat(faults(bouts(3, KINDS, TOGETHER)).stream().map(Fault::kind)).containsAll(KINDS);
  }

  @Test
  void shouldKeepTheShareOfEachKind() {
    long weights = KINDS.stream().mapToInt(Kind::weight).sum();
    List<Fault> faults = faults(bouts(3, KINDS, TOGETHER));

    long kills = faults.stream().filter(fault -> fault.kind() == Kind.KILL).count();

    assertThat(kills * weights / (double) faults.size()).isBetween(4.5, 5.5);
  }

  @Test
  void shouldGoOnWithTheOnlyKindThatWasAskedFor() {
    assertThat(bouts(3, EnumSet.of(Kind.ROLLING_RESTART), TOGETHER))
        .allSatisfy(bout -> assertThat(bout.parts()).hasSize(1));
  }

  @Test
  void shouldUpgradeOnceAndEarly() {
    Set<Kind> kinds = EnumSet.copyOf(KINDS);
    kinds.add(Kind.UPGRADE);

    List<Bout> bouts = bouts(3, kinds, TOGETHER);

    assertThat(faults(bouts).stream().filter(fault -> fault.kind() == Kind.UPGRADE)).hasSize(1);
    assertThat(faults(bouts.subList(0, 3)).stream().map(Fault::kind)).contains(Kind.UPGRADE);
  }

  private static List<Bout> bouts(long seed, Set<Kind> kinds, int together) {
    FaultMaker maker =
        new FaultMaker(
            seed, kinds, together, new Targets(Unstarted.instances(4), Unstarted.brokers()));
    List<Bout> bouts = new ArrayList<>();
    IntStream.range(0, MANY).forEach(n -> bouts.add(maker.next()));
    return bouts;
  }

  private static List<Fault> faults(List<Bout> bouts) {
    return bouts.stream().flatMap(bout -> bout.parts().stream()).map(Part::fault).toList();
  }

  private static List<String> described(List<Bout> bouts) {
    return bouts.stream()
        .flatMap(bout -> bout.parts().stream())
        .map(
            part ->
                "%s %s %s %s"
                    .formatted(
                        part.after(), part.fault().kind(), part.fault().on(), part.fault().lasts()))
        .toList();
  }
}
