package renewals.cli.call;

import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.schemas.contract.EventContract;

/** Ids that are given to a command: one that nobody can have is an error, not an empty answer. */
public final class Ids {

  private static final String MERCHANT = "the id of a merchant";
  private static final String RENEWAL = "the id of a renewal";

  private Ids() {}

  /**
   * Refuses what is no merchant's id.
   *
   * @param option for the error
   * @param given null where it was left out
   */
  public static void demandMerchant(String option, @Nullable String given) {
    demand(option, given, MERCHANT);
  }

  /** Refuses what is no renewal's id. */
  public static void demandRenewal(String option, @Nullable String given) {
    demand(option, given, RENEWAL);
  }

  private static void demand(String option, @Nullable String given, String expected) {
    if (given != null && !EventContract.isId(given)) {
      throw new SettingException(option, given, expected);
    }
  }
}
