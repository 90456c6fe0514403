package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import renewals.stack.sim.scenario.ScenarioStep.Harm;

/**
 * A record that stands in an input topic.
 *
 * @param renewalId of the story it belongs to, or the merchant or carrier that it is about
 * @param event as it was sent, or would be without the harm
 * @param harm what is wrong with it
 */
public record Sent(String renewalId, JsonNode event, Optional<Harm> harm) {}
