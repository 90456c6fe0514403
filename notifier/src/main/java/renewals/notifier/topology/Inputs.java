package renewals.notifier.topology;

/** What a task may have to have read. */
public enum Inputs {
  /** Everything that decides about the notices of a partition. */
  NOTICES
}
