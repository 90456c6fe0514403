package renewals.parties.proof;

import java.util.Optional;
import renewals.parties.model.Party;

/** What is known of who said a record. */
public sealed interface Provenance {

  /**
   * Its proof holds.
   *
   * @param partyId what {@code rn-party} says
   * @param at what {@code rn-at} says, epoch milliseconds
   * @param toJudge the party whose claim is still to be judged; empty where a gateway has done so
   */
  record Proven(String partyId, long at, Optional<Party> toJudge) implements Provenance {}

  /** It has no proof that holds. */
  record Unproven(String text) implements Provenance {}

  /** It is of a key that isn't known here, perhaps not yet. */
  record Unknown(String text) implements Provenance {}
}
