package renewals.activation.config;

import java.time.Duration;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.EstimateSettings.Assumed;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * What operators set of expected times.
 *
 * @param on {@code activation.estimates}: whether times are learnt and quoted
 * @param publishEvery {@code activation.estimates.publish}: how often a partition publishes what it
 *     has learnt
 * @param fitEvery {@code activation.estimates.fit}: how often each instance fits what all published
 * @param assumed {@code activation.estimates.payment|review.likely|by}, {@code
 *     activation.estimates.fewest}: what is assumed where too little was seen
 */
public record EstimateTerms(
    boolean on, Duration publishEvery, Duration fitEvery, EstimateSettings assumed) {

  private static final String PREFIX = "activation.estimates.";

  static EstimateTerms read(Settings from, RulePolicy policy) {
    EstimateSettings otherwise = EstimateSettings.DEFAULTS;
    return new EstimateTerms(
        from.flag("activation.estimates", true),
        from.positive(PREFIX + "publish", Duration.ofSeconds(10)),
        from.positive(PREFIX + "fit", Duration.ofSeconds(15)),
        new EstimateSettings(
            assumed(from, "payment", otherwise.payment()),
            assumed(from, "review", otherwise.review()),
            from.count(PREFIX + "fewest", otherwise.fewest(), 1, 1_000_000),
            policy.zones().otherwise(),
            policy.zones().own()));
  }

  private static Assumed assumed(Settings from, String stage, Assumed otherwise) {
    String nameOfLikely = PREFIX + stage + ".likely";
    Duration likely = from.duration(nameOfLikely, otherwise.likely());
    if (likely.compareTo(Assumed.SHORTEST) < 0) {
      throw new SettingException(
          nameOfLikely, from.text(nameOfLikely, ""), "a duration of at least 1 s");
    }
    String nameOfBy = PREFIX + stage + ".by";
    Duration by = from.duration(nameOfBy, otherwise.by());
    if (by.compareTo(likely) <= 0) {
      throw new SettingException(
          nameOfBy,
          from.text(nameOfBy, by.toString()),
          "a duration above %s, which is %s".formatted(nameOfLikely, likely));
    }
    return new Assumed(likely, by);
  }
}
