package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renewals.stack.sim.scenario.ScenarioStep.Harm;

/**
 * The simulation's own record of what it sent: each record that Kafka acknowledged, in the order of
 * the acknowledgements, and each that was refused. Thread-safe.
 */
public final class Journal {

  private final Map<String, List<Sent>> sent = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private int sentCount;

  public synchronized void sent(String renewalId, JsonNode event) {
    add(new Sent(renewalId, event, Optional.empty()));
  }

  synchronized void sentDamaged(String renewalId, JsonNode event, Harm harm) {
    add(new Sent(renewalId, event, Optional.of(harm)));
  }

  /** Nothing of a story should be refused: why it was. */
  public synchronized void refused(String renewalId, String why) {
    refusals.add(renewalId + ": " + why);
  }

  /** What was sent of one renewal. */
  public synchronized List<Sent> of(String renewalId) {
    return List.copyOf(sent.getOrDefault(renewalId, List.of()));
  }

  /** Whether anything was sent of a renewal. */
  public synchronized boolean knows(String renewalId) {
    return sent.containsKey(renewalId);
  }

  public synchronized int sentCount() {
    return sentCount;
  }

  public synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  private void add(Sent one) {
    sent.computeIfAbsent(one.renewalId(), any -> new ArrayList<>()).add(one);
    sentCount++;
  }
}
