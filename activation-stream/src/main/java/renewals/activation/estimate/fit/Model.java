package renewals.activation.estimate.fit;

import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.Stage;

/**
 * What is known of one carrier and channel, one carrier, or everybody. Curves are null where
 * nothing was seen; those by the hour begun, where the carrier has no closed hours.
 */
record Model(Fitted payment, Fitted review, Fitted begunOpen, Fitted begunClosed) {

  static final Model UNKNOWN =
      new Model(Fitted.NOTHING, Fitted.NOTHING, Fitted.NOTHING, Fitted.NOTHING);

  /** A curve and how many observations it rests on. */
  record Fitted(@Nullable Curve curve, long observations) {

    static final Fitted NOTHING = new Fitted(null, 0);

    static Fitted of(LifeTable table, CurveFit fit, int change) {
      long n = Math.round(table.count());
      return n == 0 ? NOTHING : new Fitted(fit.curve(change), n);
    }
  }

  Fitted of(Stage stage) {
    return stage == Stage.PAYMENT ? payment : review;
  }
}
