package renewals.activation.card.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * Until when a card has to be renewed so that it works without a gap: the earlier of what the
 * learnt times give and the carrier's cut-off (rules, Calendar).
 */
public final class RenewBy {

  private static final Duration RESOLUTION = Duration.ofMinutes(1);

  private RenewBy() {}

  /**
   * The time until which a card has to be renewed.
   *
   * @param ifRenewed when a renewal that is requested at an instant would be usable, null where
   *     nobody can say
   * @return null where neither times nor a cut-off are known, and once the card has expired; {@code
   *     now} or earlier where it is too late
   */
  public static @Nullable Instant of(
      Instant validUntil,
      String carrierId,
      RulePolicy policy,
      Function<Instant, @Nullable ExpectedUsable> ifRenewed,
      Instant now) {
    if (!validUntil.isAfter(now)) {
      return null;
    }
    Instant cutoff =
        ReminderRules.cutoff(
                validUntil, policy.calendars().of(carrierId), policy.zones().of(carrierId))
            .orElse(null);
    // The learnt times give no earlier time than this one: the usual case, and no search.
    boolean isCutoff =
        cutoff != null && (!cutoff.isAfter(now) || holds(ifRenewed, cutoff, validUntil));
    if (isCutoff) {
      return cutoff;
    }
    Instant learnt = learnt(validUntil, ifRenewed, now);
    return learnt == null ? cutoff : learnt;
  }

  /** Whether nine of ten renewals that are requested then would be usable at the expiry. */
  private static boolean holds(
      Function<Instant, @Nullable ExpectedUsable> ifRenewed, Instant then, Instant validUntil) {
    Instant by = byOf(ifRenewed.apply(then));
    return by != null && !by.isAfter(validUntil);
  }

  /** The last minute at which they would be; the later, the later they are usable. */
  private static @Nullable Instant learnt(
      Instant validUntil, Function<Instant, @Nullable ExpectedUsable> ifRenewed, Instant now) {
    Instant by = byOf(ifRenewed.apply(now));
    if (by == null || by.isAfter(validUntil)) {
      return by == null ? null : now;
    }
    Instant holds = now.truncatedTo(ChronoUnit.MINUTES);
    Instant fails = validUntil.truncatedTo(ChronoUnit.MINUTES).plus(RESOLUTION);
    // Where it takes as long then as now, these are the two minutes.
    Instant guess = validUntil.minus(Duration.between(now, by)).truncatedTo(ChronoUnit.MINUTES);
    for (Instant tried : List.of(guess, guess.plus(RESOLUTION))) {
      if (tried.isAfter(holds) && tried.isBefore(fails)) {
        boolean isHeld = holds(ifRenewed, tried, validUntil);
        holds = isHeld ? tried : holds;
        fails = isHeld ? fails : tried;
      }
    }
    while (Duration.between(holds, fails).compareTo(RESOLUTION) > 0) {
      Instant middle =
          holds.plus(Duration.between(holds, fails).dividedBy(2)).truncatedTo(ChronoUnit.MINUTES);
      boolean isHeld = holds(ifRenewed, middle, validUntil);
      holds = isHeld ? middle : holds;
      fails = isHeld ? fails : middle;
    }
    return holds.isBefore(now) ? now : holds;
  }

  private static @Nullable Instant byOf(@Nullable ExpectedUsable expected) {
    return expected == null ? null : expected.by();
  }
}
