package renewals.activation.estimate.fit;

/**
 * The parts of the method that an experiment can leave out, to see what each is worth
 * (docs/estimates.md, "What each part is worth"). The service leaves out none.
 */
enum MethodPart {
  /** Closed hours of a carrier's week: without it every hour is open. */
  WORKING_WEEK,
  /** A curve of its own, with half an hour of grace, for what begins in closed hours. */
  CLOSED_HOURS_APART,
  /** Who still waits counts as at risk: without it only what has ended teaches. */
  STILL_WAITING,
  /** Who waits for payment counts as far as such wait for one that comes. */
  NEVER_PAID,
  /** After a change of pace only the newest periods count. */
  CHANGE_OF_PACE,
  /** The old shape is stretched to the new pace: without it the old shape stays as it was. */
  STRETCH,
  /** The time until payment is cut into twelve instants: without it, it is its median. */
  PAYMENT_INSTANTS
}
