package renewals.cli.letters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import renewals.cli.replay.DeadLetter;

/** A dead letter as a JSON object, with nothing in it that isn't shown to people either. */
final class LetterJson {

  private LetterJson() {}

  static ObjectNode of(DeadLetter letter) {
    return headers(letter, Optional.empty());
  }

  private static ObjectNode headers(DeadLetter letter, Optional<ObjectNode> event) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("reason", Discretion.printable(letter.reason()));
    object.put("text", Discretion.printable(Discretion.why(letter)));
    object.put("topic", Discretion.printable(letter.topic()));
    letter
        .place()
        .ifPresent(
            place -> object.put("partition", place.partition()).put("offset", place.offset()));
    letter.key().ifPresent(key -> object.put("key", Discretion.key(letter, event)));
    letter.party().ifPresent(party -> object.put("party", Discretion.printable(party)));
    letter.stage().ifPresent(stage -> object.put("stage", Discretion.printable(stage)));
    letter.appendedAt().ifPresent(at -> object.put("appendedAt", at.toString()));
    letter.givenUpAt().ifPresent(at -> object.put("at", at.toString()));
    object.put("replays", letter.replays()).put("letter", letter.ownPlace().toString());
    return object.put("runbook", ReasonAdvice.of(letter).link());
  }

  /** Likewise, with the event where it can be read. */
  static ObjectNode of(DeadLetter letter, Optional<ObjectNode> event) {
    ObjectNode object = headers(letter, event);
    ReasonAdvice advice = ReasonAdvice.of(letter);
    object.put("means", advice.means()).put("todo", advice.todo());
    event.ifPresent(shown -> object.set("event", shown));
    return object;
  }
}
