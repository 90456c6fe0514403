package renewals.bench.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long things take in a run. Of days a notifier as it ships has, a run has minutes.
 *
 * @param spell how long slow addresses are slow at a time
 * @param cycle how long the run goes on for each kill
 * @param patience how long nothing may happen before a run is over
 * @param retries waits between tries, as the setting has them
 * @param pauseAfter how long an address fails before it is paused
 * @param probeEvery how often a paused one is tried
 * @param hold how long a notice waits for a paused one
 * @param threads of the notifier that decide
 */
record Pace(
    Duration spell,
    Duration cycle,
    Duration patience,
    String retries,
    Duration pauseAfter,
    Duration probeEvery,
    Duration hold,
    int threads) {

  /** How long slow addresses are slow at a time, where nobody says otherwise. */
  static final int USUAL_SPELL_SECONDS = 60;

  /** Waits after each failed try, in seconds, at a spell of a minute: all together are longer. */
  private static final int[] RETRIES = {5, 10, 20, 30, 40, 60};

  private static final Duration CYCLE = Duration.ofSeconds(25);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A run's pace: all that the notifier waits for is in proportion to the spells. */
  static Pace of(Duration spell, int threads) {
    String retries =
        IntStream.of(RETRIES)
            .mapToObj(seconds -> inProportion(spell, seconds).toMillis() + "ms")
            .collect(Collectors.joining(","));
    return new Pace(
        spell,
        CYCLE,
        PATIENCE,
        retries,
        inProportion(spell, 120),
        inProportion(spell, 30),
        inProportion(spell, 180),
        threads);
  }

  private static Duration inProportion(Duration spell, int seconds) {
    return spell.multipliedBy(seconds).dividedBy(USUAL_SPELL_SECONDS);
  }

  /** What the notifier is told. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("notifier.retry.delays", retries);
    settings.put("notifier.address.pause-after", pauseAfter.toString());
    settings.put("notifier.address.probe-every", probeEvery.toString());
    settings.put("notifier.address.hold", hold.toString());
    settings.put("notifier.threads", Integer.toString(threads));
    return settings;
  }
}
