package renewals.stack.sim.truth;

import java.util.Map;
import java.util.Set;

/**
 * What must have become of one renewal, whatever the order in which its records were read.
 *
 * @param state as the query API names it
 * @param activations how often it became usable
 * @param reversals how often it ceased to be
 * @param net what counts as paid, in minor units
 * @param owed what is to be paid back, in minor units
 * @param dataBytes what it adds to its card while usable
 * @param validity the period of its plan
 * @param deadLetters how many, by reason
 * @param tellings what may have been said of it, one entry for each order of reading: how many
 *     updates of each kind, {@code REFUNDED}, {@code UNDERPAID} and {@code REFUND_DUE} with their
 *     minor units
 */
public record Truth(
    String renewalId,
    String merchantId,
    String iccid,
    String state,
    int activations,
    int reversals,
    long net,
    long owed,
    long dataBytes,
    String validity,
    Map<String, Integer> deadLetters,
    Set<Map<String, Integer>> tellings) {

  /** Whether the card is usable by it at the end. */
  public boolean usable() {
    return activations > reversals;
  }
}
