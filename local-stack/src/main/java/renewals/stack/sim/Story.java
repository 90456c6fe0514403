package renewals.stack.sim;

import java.util.List;
import renewals.stack.sim.Act.Timing;

/**
 * What happens to one renewal.
 *
 * @param acts in the order in which they are sent
 */
record Story(String renewalId, Plot plot, Merchant merchant, String carrierId, List<Act> acts) {

  /** What is sent before it waits for the end of all others. */
  List<Act> opening() {
    return acts.stream().takeWhile(act -> act.timing() != Timing.AT_THE_END).toList();
  }

  /** The same without its opening. */
  Story afterOpening() {
    List<Act> rest = acts.subList(opening().size(), acts.size());
    return new Story(renewalId, plot, merchant, carrierId, rest);
  }
}
