package renewals.activation.cardreport.model;

import org.jspecify.annotations.Nullable;

/** What one carrier has reported of one card. */
public record Reported(@Nullable KnownUsage usage, @Nullable CardStatusReport status) {

  /** A carrier that has not reported anything of a card. */
  public static final Reported NOTHING = new Reported(null, null);
}
