package renewals.notifier.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Why a carrier refuses a renewal. Source: contract, reasons of a carrier-review. */
public enum Refusal {
  CARD_NOT_FOUND,
  CARD_TERMINATED,
  EXPIRED_BEYOND_GRACE,
  CONFLICTING_JOB,
  REAL_NAME_MISSING,
  DEVICE_SEPARATED,
  RISK_STOP,
  PLAN_NOT_RENEWABLE,
  AMOUNT_MISMATCH,
  AFTER_CUTOFF,
  CARRIER_ERROR,
  OTHER;

  /**
   * The reason of that name; {@link #OTHER} for none and for names that are not in the contract.
   */
  public static Refusal named(@Nullable String name) {
    return Arrays.stream(values())
        .filter(refusal -> refusal.name().equals(name))
        .findFirst()
        .orElse(OTHER);
  }
}
