package renewals.stack.sim;

import java.util.Map;

/**
 * What must have become of one renewal, whatever the order in which its records were read.
 *
 * @param state as the query API names it
 * @param activations how often it became usable
 * @param reversals how often it ceased to be
 * @param net what counts as paid, in minor units
 * @param owed what is to be paid back, in minor units
 * @param dataBytes what it adds to its card while usable
 * @param deadLetters how many, by reason
 * @param updates how many at the end, for those kinds whose number no order can change
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
    Map<String, Integer> deadLetters,
    Map<String, Integer> updates) {

  /** Whether the card is usable by it at the end. */
  public boolean usable() {
    return activations > reversals;
  }
}
