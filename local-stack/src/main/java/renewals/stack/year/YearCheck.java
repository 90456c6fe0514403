package renewals.stack.year;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renewals.cli.tail.Output;
import renewals.stack.sandbox.SandboxAnswers;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.merchant.Received;
import renewals.stack.sim.partner.KafkaChannel;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.ActivationsCheck;
import renewals.stack.verify.Delivery;
import renewals.stack.verify.Demand;
import renewals.stack.verify.Differences;
import renewals.stack.verify.ExpectedNotices;
import renewals.stack.verify.Guarantee;
import renewals.stack.verify.NoticesCheck;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.UpdatesCheck;
import renewals.v1.RenewalRequested;

/** Holds what came out in a year against what the rules let come out of what was said in it. */
record YearCheck(List<Shop> shops, ObservedOutputs observed) {

  private static final Set<String> OF_TIME =
      Set.of("DELAYED", "LAPSED", "ORPHANED", "STALLED", "EXPIRY_REMINDER");

  private static final Duration A_MONTH = Duration.ofDays(31);

  /** The clock moves by a day: what falls due on the way is told at its end. */
  private static final Duration A_MOVE = Duration.ofHours(25);

  List<Guarantee> guarantees(Instant end) {
    List<Truth> truths = truths();
    return List.of(
        ActivationsCheck.check(truths, observed.of(Output.ACTIVATIONS), Truth::renewalId),
        updates(truths),
        lapses(end),
        reminders(end),
        notices(),
        deadLetters());
  }

  /** Whether every reminder that is due by then has been given. */
  boolean isReminded(Instant now) {
    long due = remindersDue(now).values().stream().mapToLong(List::size).sum();
    return observed.count(Output.UPDATES, YearCheck::isReminder) >= due;
  }

  private static boolean isReminder(JsonNode update) {
    return update.path("kind").asText().equals("EXPIRY_REMINDER");
  }

  /** Whether everybody has heard of all that came out. */
  boolean isTold() {
    return notices().differences().isEmpty();
  }

  private List<Truth> truths() {
    return shops.stream().flatMap(shop -> shop.requests().stream()).map(YearCheck::truth).toList();
  }

  private static Truth truth(ObjectNode request) {
    Instant at = Instant.parse(request.path("requestedAt").asText());
    List<JsonNode> events =
        Stream.concat(
                Stream.<JsonNode>of(request),
                SandboxAnswers.to((RenewalRequested) KafkaChannel.recordOf(request), at).stream()
                    .sorted(Comparator.comparing(SandboxAnswers.Answer::at))
                    .map(answer -> (JsonNode) answer.event())
                    .filter(event -> !event.path("type").asText().equals("carrier-status")))
            .toList();
    return Simulation.truthOf(request.path("renewalId").asText(), events);
  }

  private Guarantee updates(List<Truth> truths) {
    List<JsonNode> ofFacts =
        observed.of(Output.UPDATES).stream()
            .filter(update -> !OF_TIME.contains(update.path("kind").asText()))
            .filter(update -> !isOfALapse(update))
            .toList();
    return UpdatesCheck.check(truths, ofFacts, Truth::renewalId);
  }

  /** What is owed back only because nobody paid the rest. */
  private boolean isOfALapse(JsonNode update) {
    return update.path("kind").asText().equals("REFUND_DUE")
        && shops.stream()
            .filter(shop -> shop.kind() == ShopKind.HALF_PAID)
            .flatMap(shop -> shop.requests().stream())
            .anyMatch(request -> request.path("renewalId").equals(update.path("renewalId")));
  }

  /** What isn't paid in time lapses, and what was paid of it is owed back. */
  private Guarantee lapses(Instant end) {
    Map<String, List<String>> said =
        observed.of(Output.UPDATES).stream()
            .collect(
                Collectors.groupingBy(
                    update -> update.path("renewalId").asText(),
                    Collectors.mapping(
                        update -> update.path("kind").asText(), Collectors.toList())));
    Differences differences = new Differences();
    int lapsed = 0;
    for (Shop shop : shops) {
      boolean isOwed = shop.kind() == ShopKind.HALF_PAID;
      boolean lapses = isOwed || shop.kind() == ShopKind.UNPAID;
      for (ObjectNode request : shop.requests()) {
        if (timeOf(request, "requestedAt").plus(A_MONTH).isAfter(end)) {
          continue;
        }
        String renewalId = request.path("renewalId").asText();
        List<String> of = said.getOrDefault(renewalId, List.of());
        differences.compare(
            renewalId + " lapsed", lapses ? 1 : 0, Collections.frequency(of, "LAPSED"));
        if (lapses) {
          differences.compare(
              renewalId + " owed back", isOwed ? 1 : 0, Collections.frequency(of, "REFUND_DUE"));
          lapsed++;
        }
      }
    }
    return differences.guarantee(
        "What nobody pays lapses once, and what was paid of it is owed back", lapsed + " lapsed");
  }

  /** Each end of a card is told of in time, once, and none that a renewal has put off. */
  private Guarantee reminders(Instant end) {
    Map<String, List<Instant>> told =
        observed.of(Output.UPDATES).stream()
            .filter(YearCheck::isReminder)
            .collect(
                Collectors.groupingBy(
                    update ->
                        update.path("renewalId").asText() + " " + timeOf(update, "validUntil"),
                    Collectors.mapping(
                        update -> timeOf(update, "occurredAt"),
                        Collectors.collectingAndThen(
                            Collectors.toList(), list -> list.stream().sorted().toList()))));
    Differences differences = new Differences();
    int count = 0;
    for (Map.Entry<String, List<Instant>> due : remindersDue(end).entrySet()) {
      List<Instant> at = told.getOrDefault(due.getKey(), List.of());
      differences.compare(due.getKey() + " reminders", due.getValue().size(), at.size());
      for (int i = 0; i < Math.min(at.size(), due.getValue().size()); i++) {
        Duration late = Duration.between(due.getValue().get(i), at.get(i));
        differences.compare(
            "%s reminder %d, told %s late".formatted(due.getKey(), i + 1, late),
            true,
            !late.isNegative() && late.compareTo(A_MOVE) < 0);
      }
      count += due.getValue().size();
      told.remove(due.getKey());
    }
    differences.compare("reminders of nothing that ends", Map.of(), told);
    return differences.guarantee(
        "Each end of a card is told of on its days, and no other", count + " reminders");
  }

  private Map<String, List<Instant>> remindersDue(Instant end) {
    Map<String, List<Instant>> due = new TreeMap<>();
    for (Shop shop : shops) {
      List<JsonNode> of = activationsOf(shop);
      for (int i = 0; i < of.size(); i++) {
        if (!of.get(i).path("status").asText().equals("ACTIVATED")) {
          continue;
        }
        Instant decided = timeOf(of.get(i), "decidedAt");
        Instant until = timeOf(of.get(i), "validUntil");
        Instant next = i + 1 < of.size() ? timeOf(of.get(i + 1), "decidedAt") : end;
        List<Instant> moments =
            Shop.LEADS.stream()
                .map(until::minus)
                .filter(at -> at.isAfter(decided) && at.isBefore(next))
                .toList();
        if (!moments.isEmpty()) {
          due.put(of.get(i).path("renewalId").asText() + " " + until, moments);
        }
      }
    }
    return due;
  }

  private List<JsonNode> activationsOf(Shop shop) {
    return observed.of(Output.ACTIVATIONS).stream()
        .filter(activation -> activation.path("merchantId").asText().equals(shop.merchant().id()))
        .sorted(Comparator.comparing(activation -> timeOf(activation, "decidedAt")))
        .toList();
  }

  private Guarantee notices() {
    Map<String, Merchant> merchants =
        shops.stream()
            .map(Shop::merchant)
            .collect(Collectors.toMap(Merchant::id, Function.identity()));
    List<Demand> demands = ExpectedNotices.demands(observed, merchants);
    Received nothingButSms = new Received(Map.of(), Map.of(), List.of(), 0, 0, 0, 0);
    return new NoticesCheck(nothingButSms, observed.of(Output.RECEIPTS), Delivery.ONCE)
        .check(demands);
  }

  private Guarantee deadLetters() {
    Differences differences = new Differences();
    differences.compare(
        "dead letters", List.of(), new ArrayList<>(observed.of(Output.DEAD_LETTERS)));
    return differences.guarantee("Nothing that was said is refused", "no dead letter");
  }

  private static Instant timeOf(JsonNode record, String field) {
    return Instant.parse(record.path(field).asText());
  }
}
