package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.verify.Causes;

/**
 * I4: each activation and bad news reaches its merchant by each of his addresses, or is listed as
 * undelivered. That it comes again, under the same id, is allowed.
 */
final class NoticesArrive implements Invariant {

  @Override
  public String id() {
    return "I4";
  }

  @Override
  public String text() {
    return "Every notice arrives or is listed as undelivered, under one id";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    Map<String, Merchant> demanded = Causes.notices(history.outputs(), history.merchants());
    Map<String, List<String>> last = lastWords(history);
    List<Violation> violations = new ArrayList<>();
    for (String notice : demanded.keySet()) {
      List<String> words = last.getOrDefault(notice, List.of());
      boolean arrived = history.received().containsKey(notice);
      if (words.isEmpty()) {
        violations.add(new Violation(id(), notice, "no receipt says what became of it"));
      } else if (words.size() > 1) {
        violations.add(new Violation(id(), notice, "several last receipts: " + words));
      } else if (words.getFirst().equals(Causes.endOfDelivered(notice)) && !arrived) {
        violations.add(new Violation(id(), notice, "is said to be delivered, and never came"));
      }
    }
    TreeSet<String> unasked = new TreeSet<>(history.received().keySet());
    unasked.addAll(last.keySet());
    unasked.removeAll(demanded.keySet());
    unasked.removeIf(Causes::isOfAnAddress);
    unasked.forEach(
        notice -> violations.add(new Violation(id(), notice, "is a notice of nothing")));
    return violations;
  }

  private static Map<String, List<String>> lastWords(History history) {
    Map<String, List<String>> last = new HashMap<>();
    for (JsonNode receipt : history.outputs().of(Output.RECEIPTS)) {
      String state = receipt.path("state").asText();
      boolean isOfAnAddress = Causes.isOfAnAddress(receipt.path("noticeId").asText());
      if (Causes.isEnd(receipt) && !isOfAnAddress) {
        last.computeIfAbsent(receipt.path("noticeId").asText(), any -> new ArrayList<>())
            .add(state);
      }
    }
    return last;
  }
}
