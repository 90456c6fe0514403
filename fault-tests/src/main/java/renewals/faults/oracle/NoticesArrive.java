package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.verify.Demand;
import renewals.stack.verify.ExpectedNotices;

/**
 * I4: each activation and bad news reaches its merchant by his channels in their order, or is
 * listed as undelivered. That it comes again, under the same id, is allowed. SMS, which name no id,
 * are {@link SmsArrive}'s to count.
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
    Map<String, List<String>> last = lastWords(history);
    Map<String, String> ends = new HashMap<>();
    last.forEach((notice, words) -> ends.put(notice, String.join(" and ", words)));
    List<Violation> violations = new ArrayList<>();
    TreeSet<String> unasked = new TreeSet<>(history.received().keySet());
    unasked.addAll(last.keySet());
    for (Demand demand : ExpectedNotices.demands(history.outputs(), history.merchants())) {
      List<String> musts = demand.musts(ends);
      for (String notice : demand.notices()) {
        unasked.remove(notice);
        if (musts.contains(notice) || last.containsKey(notice)) {
          boolean arrived = ExpectedNotices.isSms(notice) || history.received().containsKey(notice);
          wrong(notice, last.getOrDefault(notice, List.of()), arrived)
              .ifPresent(why -> violations.add(new Violation(id(), notice, why)));
        }
      }
    }
    unasked.removeIf(
        notice -> ExpectedNotices.isOfAnAddress(notice) || ExpectedNotices.isOfATill(notice));
    unasked.forEach(
        notice -> violations.add(new Violation(id(), notice, "is a notice of nothing")));
    return violations;
  }

  private static Optional<String> wrong(String notice, List<String> words, boolean arrived) {
    if (words.isEmpty()) {
      return Optional.of("no receipt says what became of it");
    }
    if (words.size() > 1) {
      return Optional.of("several last receipts: " + words);
    }
    return !arrived && words.getFirst().equals(ExpectedNotices.endOfDelivered(notice))
        ? Optional.of("is said to be delivered, and never came")
        : Optional.empty();
  }

  private static Map<String, List<String>> lastWords(History history) {
    Map<String, List<String>> last = new HashMap<>();
    for (JsonNode receipt : history.outputs().of(Output.RECEIPTS)) {
      String state = receipt.path("state").asText();
      boolean isOfAnAddress = ExpectedNotices.isOfAnAddress(receipt.path("noticeId").asText());
      if (ExpectedNotices.isEnd(receipt) && !isOfAnAddress) {
        last.computeIfAbsent(receipt.path("noticeId").asText(), any -> new ArrayList<>())
            .add(state);
      }
    }
    return last;
  }
}
