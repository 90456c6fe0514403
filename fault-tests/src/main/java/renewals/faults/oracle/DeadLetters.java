package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.faults.evidence.CardWords;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.Model;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.truth.Truth;

/** Holds the dead letters, by where they come from, against the records that must be dead. */
final class DeadLetters {

  private final String invariant;
  private final List<Violation> violations;
  private final Map<Place, List<String>> reasons = new HashMap<>();
  private final Map<String, Map<String, Integer>> byOwner = new HashMap<>();

  private DeadLetters(String invariant, List<Violation> violations) {
    this.invariant = invariant;
    this.violations = violations;
  }

  static void check(String invariant, History history, Model model, List<Violation> violations) {
    DeadLetters letters = new DeadLetters(invariant, violations);
    for (JsonNode letter : history.outputs().of(Output.DEAD_LETTERS)) {
      Place of =
          new Place(
              letter.path("topic").asText(),
              letter.path("partition").asInt(-1),
              letter.path("offset").asLong(-1));
      letters
          .reasons
          .computeIfAbsent(of, any -> new ArrayList<>())
          .add(letter.path("reason").asText());
    }
    history.inputs().forEach(letters::take);
    letters.reasons.forEach(
        (place, left) ->
            letters.wrong(place.toString(), "dead letters of no such record: " + left));
    letters.compare(model);
  }

  private void take(Input input) {
    List<String> found = reasons.remove(input.place());
    List<String> given = found == null ? List.of() : found;
    if (given.size() > 1) {
      wrong(input.place().toString(), "several dead letters: " + given);
    }
    switch (input) {
      case Input.Unusable unusable -> {
        if (given.isEmpty()) {
          wrong(input.place().toString(), "no dead letter, expected " + unusable.reason());
        } else if (unusable.reason().filter(expected -> !given.contains(expected)).isPresent()) {
          wrong(
              input.place().toString(),
              "dead letter %s, expected %s".formatted(given, unusable.reason()));
        }
      }
      case Input.Usable usable ->
          given.forEach(
              reason ->
                  byOwner
                      .computeIfAbsent(usable.owner(), any -> new TreeMap<>())
                      .merge(reason, 1, Integer::sum));
    }
  }

  /** Which of several that contradict each other came first is known by their owner only. */
  private void compare(Model model) {
    for (Truth truth : model.truths()) {
      compare(truth.renewalId(), truth.deadLetters());
    }
    model.carrierDeadLetters().forEach(this::compare);
    model.cards().forEach(card -> compare(CardWords.keyOf(card.iccid()), card.deadLetters()));
    byOwner.forEach((owner, given) -> wrong(owner, "dead letters that must not be: " + given));
  }

  private void compare(String owner, Map<String, Integer> expected) {
    Map<String, Integer> found = byOwner.remove(owner);
    Map<String, Integer> given = found == null ? Map.of() : found;
    if (!expected.equals(given)) {
      wrong(owner, "dead letters: expected %s, found %s".formatted(expected, given));
    }
  }

  private void wrong(String subject, String what) {
    violations.add(new Violation(invariant, subject, what));
  }
}
