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

  static EstimateTerms read(Settings from, RulePolicy terms) {
    EstimateSettings otherwise = EstimateSettings.DEFAULTS;
    return new EstimateTerms(
        from.flag("activation.estimates", true),
        from.positive(PREFIX + "publish", Duration.ofSeconds(10)),
        from.positive(PREFIX + "fit", Duration.ofSeconds(15)),
        new EstimateSettings(
            assumed(from, "payment", otherwise.payment()),
            assumed(from, "review", otherwise.review()),
            from.count(PREFIX + "fewest", otherwise.fewest(), 1, 1_000_000),
            terms.zones().otherwise(),
            terms.zones().own()));
  }

  private static Assumed assumed(Settings from, String stage, Assumed otherwise) {
    Duration likely = from.positive(PREFIX + stage + ".likely", otherwise.likely());
    String name = PREFIX + stage + ".by";
    Duration by = from.positive(name, otherwise.by());
    try {
      return new Assumed(likely, by);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          name, by.toString(), "more than %slikely, which is %s".formatted(stage + ".", likely));
    }
  }
}
