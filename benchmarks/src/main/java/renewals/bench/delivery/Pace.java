package renewals.bench.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

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
 */
record Pace(
    Duration spell,
    Duration cycle,
    Duration patience,
    String retries,
    Duration pauseAfter,
    Duration probeEvery,
    Duration hold) {

  /** Slow addresses are slow for a minute, and the last try is later than that. */
  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(60),
          Duration.ofSeconds(25),
          Duration.ofMinutes(15),
          "5s,10s,20s,30s,40s,60s",
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3));

  /** What the notifier is told. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("notifier.retry.delays", retries);
    settings.put("notifier.address.pause-after", pauseAfter.toString());
    settings.put("notifier.address.probe-every", probeEvery.toString());
    settings.put("notifier.address.hold", hold.toString());
    return settings;
  }
}
