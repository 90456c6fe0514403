package renewals.activation.estimate.fit;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What is assumed where too little was seen.
 *
 * @param payment assumed from the request until it is paid
 * @param review assumed from paid until decided
 * @param fewest observations that a basis needs
 * @param zone of carriers that have none of their own
 * @param zones of carriers
 */
public record EstimateSettings(
    Assumed payment, Assumed review, int fewest, ZoneId zone, Map<String, ZoneId> zones) {

  /** A tenth of an hour for payment, a day for review, 30 observations, Asia/Shanghai. */
  public static final EstimateSettings DEFAULTS =
      new EstimateSettings(
          new Assumed(Duration.ofMinutes(5), Duration.ofHours(2)),
          new Assumed(Duration.ofHours(4), Duration.ofHours(24)),
          30,
          ZoneId.of("Asia/Shanghai"),
          Map.of());

  /** Median and 90 % quantile; the latter is the longer. */
  public record Assumed(Duration likely, Duration by) {

    /** What a median is at least. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    public Assumed {
      if (likely.compareTo(SHORTEST) < 0 || by.compareTo(likely) <= 0) {
        throw new IllegalArgumentException(
            "assumed median %s and 90 %% quantile %s, expected at least 1 s and more than that"
                .formatted(likely, by));
      }
    }

    Curve curve() {
      return Curve.logNormal((double) likely.toMillis(), (double) by.toMillis());
    }
  }

  public EstimateSettings {
    zones = Map.copyOf(zones);
  }

  ZoneId zoneOf(String carrierId) {
    return zones.getOrDefault(carrierId, zone);
  }
}
