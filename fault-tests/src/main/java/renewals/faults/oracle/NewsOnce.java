package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.verify.AnnouncementsCheck;
import renewals.stack.verify.CardReportsCheck;

/**
 * I7: a threshold of data, a change of a card's state and an announcement are told once to whom
 * they concern, and to nobody else.
 */
final class NewsOnce implements Invariant {

  @Override
  public String id() {
    return "I7";
  }

  @Override
  public String text() {
    return "Data that runs out, stopped cards and announcements are told once to whom they concern";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    List<JsonNode> updates = history.outputs().of(Output.UPDATES);
    return Stream.concat(
            new CardReportsCheck(model.cards()).check(updates).differences().stream(),
            new AnnouncementsCheck(model.announcements()).check(updates).differences().stream())
        .map(difference -> new Violation(id(), "news", difference))
        .toList();
  }
}
