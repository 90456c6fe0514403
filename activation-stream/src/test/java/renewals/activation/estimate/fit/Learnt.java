package renewals.activation.estimate.fit;

import java.time.Instant;
import java.util.Map;
import renewals.activation.estimate.learn.Learner;
import renewals.activation.estimate.learn.TimesRecord;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.Stage;

/** Estimates for tests of those who show them. */
public final class Learnt {

  private static final long MINUTE = 60_000;

  private Learnt() {}

  /**
   * Forty renewals of cmcc through app, paid within 1 to 40 minutes and decided within 10 to 400;
   * of nine promises on carrier and channel seven held, of one on the default none.
   */
  public static Estimates of(Instant now) {
    return ofPlaces(now, 1);
  }

  /** The same for so many channels: app, app-1, app-2 … */
  public static Estimates ofPlaces(Instant now, int channels) {
    Estimates none = Fitting.ofNothing(now, EstimateSettings.DEFAULTS);
    Learner learner = new Learner(0, key -> null, () -> none);
    long at = now.toEpochMilli() - MINUTE;
    for (int channel = 0; channel < channels; channel++) {
      String channelId = channel == 0 ? "app" : "app-" + channel;
      for (int i = 1; i <= 40; i++) {
        learner.at("cmcc", channelId).ended(Stage.PAYMENT, at - i * MINUTE, at);
        learner.at("cmcc", channelId).ended(Stage.REVIEW, at - 10L * i * MINUTE, at);
      }
      for (int i = 0; i < 9; i++) {
        learner.at("cmcc", channelId).promised(Basis.CARRIER_AND_CHANNEL, i < 7, at);
      }
      learner.at("cmcc", channelId).promised(Basis.DEFAULT, false, at);
    }
    Fitting fitting = new Fitting(now, Map.of(), EstimateSettings.DEFAULTS);
    for (TimesRecord record : learner.changes()) {
      if (record.value() != null) {
        fitting.add(record.key(), record.value());
      }
    }
    return fitting.estimates();
  }
}
