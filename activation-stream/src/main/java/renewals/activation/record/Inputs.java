package renewals.activation.record;

/** What a task may have to have read (rule 8). */
public enum Inputs {
  /** Requests, payments and reviews, as they lie in their topics. */
  RENEWAL_FACTS,
  /** Status reports of carriers, for which no deadline waits. */
  STATUSES,
  /** Carriers' reports of cards' usage, for which no deadline waits either. */
  REPORTS,
  /** Statuses of cards, on their way to where these are judged. */
  CARD_STATUSES,
  /** Announcements, for which none waits as well. */
  ANNOUNCEMENTS,
  /** What renewals ask of cards. */
  CARD_CHANGES,
  /** Activations and updates, for merchants' lists. */
  OUTPUTS
}
