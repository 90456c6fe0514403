package renewals.stack.verify;

/** How often a notice may reach a merchant. */
public enum Delivery {
  ONCE,
  /** A crash between a delivery and its record repeats it, under the same id. */
  AT_LEAST_ONCE
}
