package renewals.stack.sim.scenario;

import java.util.List;
import renewals.stack.sim.scenario.ScenarioStep.Timing;

/**
 * What happens to one renewal.
 *
 * @param acts in the order in which they are sent
 */
public record Scenario(
    String renewalId,
    ScenarioKind kind,
    Merchant merchant,
    String carrierId,
    List<ScenarioStep> acts) {

  /** What is sent before it waits for the end of all others. */
  public List<ScenarioStep> opening() {
    return acts.stream().takeWhile(act -> act.timing() != Timing.AT_THE_END).toList();
  }

  /** The same without its opening. */
  public Scenario afterOpening() {
    List<ScenarioStep> rest = acts.subList(opening().size(), acts.size());
    return new Scenario(renewalId, kind, merchant, carrierId, rest);
  }
}
