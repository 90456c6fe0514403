package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.verify.ExpectedNotices;

/**
 * I9: what is said to a till ends in one receipt, and at the end the till shows of its card what
 * was said last of until when it works, unless that is listed as undelivered. In a run each renewal
 * has a till of its own, so all that a till is told stands in one partition, in its order.
 */
final class TillsShowTheLatest implements Invariant {

  private static final List<String> GIVEN_UP = List.of("UNDELIVERABLE");

  @Override
  public String id() {
    return "I9";
  }

  @Override
  public String text() {
    return "Each till shows until when its card works as it was said last";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    if (history.tills().isEmpty()) {
      return List.of();
    }
    Map<String, JsonNode> tills = history.tills().get();
    Map<String, List<String>> ends = ends(history);
    Map<String, Said> last = new TreeMap<>();
    List<Violation> violations = new ArrayList<>();
    for (JsonNode activation : history.outputs().of(Output.ACTIVATIONS)) {
      Said said = Said.by(activation);
      last.put(activation.path("terminalId").asText(), said);
      List<String> words = ends.getOrDefault(said.notice(), List.of());
      if (words.size() != 1) {
        violations.add(
            new Violation(id(), said.notice(), "expected one last receipt, found " + words));
      }
    }
    // a reminder changes what is shown, by its moment
    history.outputs().of(Output.UPDATES).stream()
        .filter(update -> update.path("kind").asText().equals("EXPIRY_REMINDER"))
        .forEach(update -> last.remove(update.path("terminalId").asText()));
    last.values().removeIf(said -> GIVEN_UP.equals(ends.get(said.notice())));
    last.forEach(
        (till, said) -> {
          JsonNode shown = tills.getOrDefault(till, MissingNode.getInstance()).path("validity");
          if (!said.equals(Said.shown(shown))) {
            violations.add(
                new Violation(id(), till, "shows %s, expected %s".formatted(shown, said)));
          }
        });
    return violations;
  }

  /** How notices of tills ended, by their ids. */
  private static Map<String, List<String>> ends(History history) {
    Map<String, List<String>> ends = new HashMap<>();
    for (JsonNode receipt : history.outputs().of(Output.RECEIPTS)) {
      String notice = receipt.path("noticeId").asText();
      if (ExpectedNotices.isOfATill(notice) && ExpectedNotices.isEnd(receipt)) {
        ends.computeIfAbsent(notice, any -> new ArrayList<>()).add(receipt.path("state").asText());
      }
    }
    return ends;
  }

  /**
   * Of until when a card works.
   *
   * @param until empty where no time is named
   */
  private record Said(String cause, String state, String until) {

    /** A reversal names its own moment, and until when the card works without it. */
    static Said by(JsonNode activation) {
      String status = activation.path("status").asText();
      String until = time(activation.path("validUntil"));
      boolean isOver =
          status.equals("REVERSED")
              && (until.isEmpty()
                  || !Instant.parse(until)
                      .isAfter(Instant.parse(activation.path("validFrom").asText())));
      return new Said(
          activation.path("activationId").asText() + "/" + status,
          isOver ? "ENDED" : "ACTIVE",
          until);
    }

    static Said shown(JsonNode validity) {
      return new Said(
          validity.path("cause").asText(),
          validity.path("state").asText(),
          time(validity.path("date")));
    }

    String notice() {
      return cause + "/TERMINAL";
    }

    private static String time(JsonNode at) {
      return at.isTextual() ? Instant.parse(at.asText()).toString() : "";
    }
  }
}
