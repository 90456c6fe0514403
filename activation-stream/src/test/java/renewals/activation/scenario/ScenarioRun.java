package renewals.activation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import renewals.activation.scenario.ScenarioTarget.End;
import renewals.schemas.json.EventJson;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Runs one scenario against a target and holds what comes out against what the file says. */
final class ScenarioRun {

  private static final Duration BETWEEN_PERMUTED_EVENTS = Duration.ofMinutes(1);
  private static final Set<UpdateKind> NOT_LISTED =
      Set.of(UpdateKind.EXPIRY_REMINDER, UpdateKind.CARRIER_NOTICE);

  private final Scenario scenario;
  private final Function<Instant, ScenarioTarget> targets;

  /**
   * A run that begins anew for each order.
   *
   * @param targets makes a target whose clock shows that time
   */
  ScenarioRun(Scenario scenario, Function<Instant, ScenarioTarget> targets) {
    this.scenario = scenario;
    this.targets = targets;
  }

  void inItsOwnOrder() {
    try (ScenarioTarget target = targets.apply(scenario.clock())) {
      Instant now = scenario.clock();
      for (Scenario.Step step : scenario.steps()) {
        now = now.plus(step.after());
        target.advanceTo(now);
        if (step.event() != null) {
          target.take(step.event(), now);
        }
      }
      assertActivations(target);
      assertUpdates(target);
      assertDeadLetters(target);
      assertEnds(target, "in its own order");
      assertCards(target);
      if (scenario.permute()) {
        assertActivatedWhileUsable(target, "in its own order");
      }
    }
  }

  void inOrders(List<List<Integer>> orders) {
    List<SpecificRecord> events = scenario.events();
    for (List<Integer> order : orders) {
      try (ScenarioTarget target = targets.apply(scenario.clock())) {
        Instant now = scenario.clock();
        for (int place : order) {
          target.advanceTo(now);
          target.take(events.get(place - 1), now);
          now = now.plus(BETWEEN_PERMUTED_EVENTS);
        }
        assertEnds(target, "in the order " + order);
        assertActivatedWhileUsable(target, "in the order " + order);
      }
    }
  }

  private void assertActivations(ScenarioTarget target) {
    List<JsonNode> said = new ArrayList<>();
    for (Activation activation : target.activations()) {
      said.add(EventJson.writeTree(activation));
    }
    assertAtLeast("activations", said);
  }

  private void assertUpdates(ScenarioTarget target) {
    List<JsonNode> said = new ArrayList<>();
    for (RenewalUpdate update : target.updates()) {
      if (!NOT_LISTED.contains(update.getKind())) {
        said.add(EventJson.writeTree(update));
      }
    }
    assertAtLeast("updates", said);
  }

  /** As many as expected, in order, each with at least the fields that are listed for it. */
  private void assertAtLeast(String what, List<JsonNode> said) {
    JsonNode expected = scenario.expect().required(what);
    List<Map<String, Object>> listed = new ArrayList<>();
    List<Map<String, Object>> given = new ArrayList<>();
    expected.forEach(one -> listed.add(Shown.fields(one, one)));
    for (int i = 0; i < said.size(); i++) {
      JsonNode fields = i < expected.size() ? expected.get(i) : said.get(i);
      given.add(Shown.fields(said.get(i), fields));
    }
    assertThat(given).as("%s: %s", scenario.name(), what).isEqualTo(listed);
  }

  private void assertDeadLetters(ScenarioTarget target) {
    List<ScenarioTarget.DeadLetter> listed = new ArrayList<>();
    for (JsonNode letter : scenario.expect().required("deadLetters")) {
      listed.add(
          new ScenarioTarget.DeadLetter(
              letter.required("reason").textValue(),
              letter.required(letter.has("card") ? "card" : "renewalId").textValue()));
    }
    assertThat(target.deadLetters()).as("%s: deadLetters", scenario.name()).isEqualTo(listed);
  }

  private void assertEnds(ScenarioTarget target, String order) {
    Map<String, End> listed = new TreeMap<>();
    Map<String, End> given = new TreeMap<>();
    for (Map.Entry<String, JsonNode> renewal : scenario.expect().required("final").properties()) {
      JsonNode end = renewal.getValue();
      listed.put(
          renewal.getKey(),
          new End(
              end.required("state").textValue(),
              end.required("net").longValue(),
              end.required("owed").longValue()));
      given.put(renewal.getKey(), target.endOf(renewal.getKey()));
    }
    assertThat(given).as("%s: final %s", scenario.name(), order).isEqualTo(listed);
  }

  private void assertCards(ScenarioTarget target) {
    for (Map.Entry<String, JsonNode> card : scenario.expect().path("cards").properties()) {
      JsonNode listed = card.getValue();
      assertThat(Shown.fields(target.card(card.getKey()), listed))
          .as("%s: card %s", scenario.name(), card.getKey())
          .isEqualTo(Shown.fields(listed, listed));
    }
  }

  /**
   * Activations less reversals are 1 where USABLE, else 0. Not so where much time goes by: a
   * renewal that was forgotten and comes again was activated and is not usable.
   */
  private void assertActivatedWhileUsable(ScenarioTarget target, String order) {
    for (Map.Entry<String, JsonNode> renewal : scenario.expect().required("final").properties()) {
      boolean usable = renewal.getValue().required("state").textValue().equals("USABLE");
      assertThat(standing(target, renewal.getKey()))
          .as("%s: activations less reversals of %s %s", scenario.name(), renewal.getKey(), order)
          .isEqualTo(usable ? 1 : 0);
    }
  }

  private static int standing(ScenarioTarget target, String renewalId) {
    int standing = 0;
    for (Activation activation : target.activations()) {
      if (activation.getRenewalId().equals(renewalId)) {
        standing += activation.getStatus() == ActivationStatus.ACTIVATED ? 1 : -1;
      }
    }
    return standing;
  }
}
