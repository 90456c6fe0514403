package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import renewals.cli.tail.Output;
import renewals.faults.evidence.Answer;
import renewals.faults.evidence.CardWords;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.Model;
import renewals.faults.load.Ledger;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.CarrierNoticesCheck;
import renewals.stack.verify.UpdatesCheck;

/**
 * I3: what was acknowledged stands where the acknowledgement says, and each record that stands in a
 * topic is applied, a duplicate, or one dead letter. That it was applied shows in state and money
 * of its renewal, in its card, and in what was said.
 */
final class Conservation implements Invariant {

  @Override
  public String id() {
    return "I3";
  }

  @Override
  public String text() {
    return "Everything acknowledged is applied, a duplicate or a dead letter";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    List<Violation> violations = new ArrayList<>();
    Map<Place, Input> inputs = new HashMap<>();
    history.inputs().forEach(input -> inputs.put(input.place(), input));
    Map<String, String> cards = new HashMap<>();
    model.cards().forEach(card -> cards.put(card.renewalId(), CardWords.keyOf(card.iccid())));
    history.ledger().forEach(entry -> standsThere(entry, inputs, cards, violations));
    DeadLetters.check(id(), history, model, violations);
    applied(history, model, violations);
    List<JsonNode> updates =
        history.outputs().of(Output.UPDATES).stream()
            .filter(update -> !model.unasked().contains(update.path("renewalId").asText()))
            .toList();
    (history.isUpgraded()
            ? UpdatesCheck.checkOfTwoBuilds(model.truths(), updates, Truth::renewalId)
            : UpdatesCheck.check(model.truths(), updates, Truth::renewalId))
        .differences()
        .forEach(difference -> violations.add(new Violation(id(), "updates", difference)));
    CarrierNoticesCheck.toldForNothing(
            model.truths(), history.outputs().of(Output.UPDATES), model.ofSpeakingCarriers())
        .forEach(
            renewalId ->
                violations.add(
                    new Violation(
                        id(), renewalId, "was told of a carrier that it never waited for")));
    history.cards().forEach(card -> violations.add(new Violation(id(), "cards", card)));
    history.judged().ifPresent(judged -> counted(judged, history, violations));
    return violations;
  }

  private void standsThere(
      Ledger.Entry entry,
      Map<Place, Input> inputs,
      Map<String, String> cards,
      List<Violation> violations) {
    Input found = inputs.get(entry.place());
    if (found == null) {
      violations.add(
          new Violation(
              id(),
              entry.renewalId(),
              "%s was acknowledged at %s, where nothing stands"
                  .formatted(entry.what(), entry.place())));
    } else if (!isThat(entry, found, cards.getOrDefault(entry.renewalId(), entry.renewalId()))) {
      violations.add(
          new Violation(
              id(),
              entry.renewalId(),
              "%s was acknowledged at %s, where something else stands: %s"
                  .formatted(entry.what(), entry.place(), found.key())));
    }
  }

  /** What is reported of a renewal's card has the card's key. */
  private static boolean isThat(Ledger.Entry entry, Input found, String card) {
    return switch (found) {
      case Input.Usable usable -> {
        JsonNode event = usable.event();
        yield (usable.owner().equals(entry.renewalId()) || usable.owner().equals(card))
            && Identity.of(event).equals(entry.what());
      }
      case Input.Unusable unusable ->
          isHarm(entry.what())
              && unusable
                  .key()
                  .map(key -> key.startsWith(entry.renewalId()) || key.startsWith(card))
                  .orElse(true);
    };
  }

  /** What the simulation calls damaged bytes: one word in upper case. */
  private static boolean isHarm(String what) {
    return what.chars().allMatch(letter -> letter == '_' || Character.isUpperCase(letter));
  }

  private void applied(History history, Model model, List<Violation> violations) {
    for (Truth truth : model.truths()) {
      Answer expected = Answer.expectedOf(truth);
      Answer given = history.answers().get(truth.renewalId());
      if (!Objects.equals(expected, given)) {
        violations.add(
            new Violation(
                id(), truth.renewalId(), "expected %s, found %s".formatted(expected, given)));
      }
    }
  }

  private void counted(long judged, History history, List<Violation> violations) {
    long read =
        history.inputs().stream()
            .filter(input -> !input.place().topic().equals("merchant-contacts"))
            .count();
    if (judged != read) {
      violations.add(
          new Violation(
              id(),
              "counters",
              "applied + duplicate + dead = %d of %d read".formatted(judged, read)));
    }
  }
}
