package renewals.activation.renewal.rules;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.RenewalStatus.State;

/**
 * How many renewals are in which state, and how much money is stuck. For one partition of renewals;
 * those of several add up. Not thread-safe.
 */
public final class StateCounts {

  private final Map<State, Long> renewals = new EnumMap<>(State.class);
  private final Map<String, Long> paidNotUsable = new TreeMap<>();
  private final Map<String, Long> owedBack = new TreeMap<>();

  /** How many renewals are in which state; states without any may be missing. */
  public Map<State, Long> renewals() {
    return renewals;
  }

  /** Money that has been paid for renewals that are not usable, in minor units by currency. */
  public Map<String, Long> paidNotUsable() {
    return paidNotUsable;
  }

  /** Money owed back (rule 7), in minor units by currency. */
  public Map<String, Long> owedBack() {
    return owedBack;
  }

  /**
   * Takes a step of a case into account.
   *
   * @param before null for a case that was opened
   * @param after null for a case that was forgotten
   * @return whether anything changed
   */
  public boolean moved(@Nullable Case before, @Nullable Case after) {
    Share was = Share.of(before);
    Share is = Share.of(after);
    if (was.equals(is)) {
      return false;
    }
    add(was, -1);
    add(is, 1);
    return true;
  }

  /** Adds other counts to these. */
  public void add(StateCounts other) {
    other.renewals.forEach((state, count) -> add(renewals, state, count));
    other.paidNotUsable.forEach((currency, money) -> add(paidNotUsable, currency, money));
    other.owedBack.forEach((currency, money) -> add(owedBack, currency, money));
  }

  private void add(Share share, int sign) {
    if (share.state() != null) {
      add(renewals, share.state(), sign);
    }
    add(paidNotUsable, share.currency(), sign * share.paidNotUsable());
    add(owedBack, share.currency(), sign * share.owedBack());
  }

  private static <K> void add(Map<K, Long> to, K key, long amount) {
    if (amount != 0) {
      to.merge(key, amount, (one, other) -> one + other == 0 ? null : one + other);
    }
  }

  /** What one case adds to the counts; a case that is not there adds nothing. */
  private record Share(@Nullable State state, String currency, long paidNotUsable, long owedBack) {

    private static final Share NONE = new Share(null, "", 0, 0);

    static Share of(@Nullable Case found) {
      if (found == null) {
        return NONE;
      }
      RenewalStatus status = RenewalStatus.of(found);
      String currency =
          found instanceof Case.Renewal renewal ? renewal.request().amountDue().currency() : "";
      long stuck = status.usable() ? 0 : Math.max(0, status.net());
      return new Share(status.state(), currency, stuck, status.owed());
    }
  }
}
