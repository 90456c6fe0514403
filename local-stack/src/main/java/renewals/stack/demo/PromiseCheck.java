package renewals.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import renewals.stack.sim.Merchant;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.Truth;
import renewals.stack.tail.Output;

/** Compares what came out with what the simulation knows that it sent. */
public final class PromiseCheck {

  private final Simulation simulation;
  private final Observed observed;
  private final List<Truth> truths;

  /** Of a simulation that has sent everything. */
  public PromiseCheck(Simulation simulation, Observed observed) {
    this.simulation = simulation;
    this.observed = observed;
    this.truths = simulation.truths();
  }

  /** The promises that the output topics and the merchants' endpoints can prove. */
  public List<Promise> promises() {
    return List.of(accepted(), activations(), updates(), deadLetters(), notices(), signatures());
  }

  /** Whether everything that must come out has come out. */
  public boolean isComplete() {
    return activations().held() && updates().held() && deadLetters().held() && notices().held();
  }

  private Promise accepted() {
    Differences differences = new Differences();
    differences.compare("refused though it should not be", List.of(), simulation.refusals());
    return differences.promise(
        "What partners sent was taken", "%d records sent".formatted(simulation.sentCount()));
  }

  private Promise activations() {
    Map<String, Map<String, Integer>> found = new HashMap<>();
    for (JsonNode activation : observed.of(Output.ACTIVATIONS)) {
      found
          .computeIfAbsent(activation.path("renewalId").asText(), any -> new TreeMap<>())
          .merge(activation.path("status").asText(), 1, Integer::sum);
    }
    Differences differences = new Differences();
    for (Truth truth : truths) {
      Map<String, Integer> of = found.getOrDefault(truth.renewalId(), Map.of());
      differences.compare(
          nameOf(truth) + " activations", truth.activations(), of.getOrDefault("ACTIVATED", 0));
      differences.compare(
          nameOf(truth) + " reversals", truth.reversals(), of.getOrDefault("REVERSED", 0));
      found.remove(truth.renewalId());
    }
    differences.compare("activations of renewals that nobody asked for", Map.of(), found);
    long usable = truths.stream().filter(Truth::usable).count();
    return differences.promise(
        "Paid and approved is activated exactly once, all else never",
        "%d of %d renewals usable, %d activations, %d reversals"
            .formatted(
                usable,
                truths.size(),
                truths.stream().mapToInt(Truth::activations).sum(),
                truths.stream().mapToInt(Truth::reversals).sum()));
  }

  private Promise updates() {
    return UpdatesCheck.check(truths, observed.of(Output.UPDATES), this::nameOf);
  }

  private Promise deadLetters() {
    Map<String, Integer> expected = new TreeMap<>();
    truths.forEach(
        truth ->
            truth
                .deadLetters()
                .forEach((reason, times) -> expected.merge(reason, times, Integer::sum)));
    Map<String, Integer> found = observed.countBy(Output.DEAD_LETTERS, "reason");
    Differences differences = new Differences();
    differences.compare("dead letters by reason", expected, found);
    return differences.promise("What cannot be used is kept, with the reason", found.toString());
  }

  private Promise notices() {
    Map<String, Merchant> demanded = Causes.notices(observed, simulation.merchants());
    Map<String, Integer> received = simulation.received().notices();
    Map<String, String> receipts = finalReceipts();
    Differences differences = new Differences();
    int delivered = 0;
    int undelivered = 0;
    for (String notice : demanded.keySet()) {
      String receipt = receipts.getOrDefault(notice, "none");
      if (receipt.equals("UNDELIVERABLE")) {
        undelivered++;
        differences.compare(
            notice + " received though undelivered", 0, received.getOrDefault(notice, 0));
      } else {
        delivered++;
        differences.compare(notice + " received", 1, received.getOrDefault(notice, 0));
        differences.compare(notice + " receipt", "DELIVERED", receipt);
      }
    }
    List<String> unasked = new ArrayList<>(received.keySet());
    unasked.removeAll(demanded.keySet());
    differences.compare("notices that nothing demands", List.of(), unasked);
    return differences.promise(
        "Each activation and bad news reaches the merchant once, or is listed",
        "%d notices received, %d listed as undelivered".formatted(delivered, undelivered));
  }

  private Promise signatures() {
    Simulation.Received received = simulation.received();
    Differences differences = new Differences();
    differences.compare("webhooks with a bad signature", 0, received.badSignatures());
    return differences.promise(
        "Webhooks are signed",
        "%d bad signatures, %d tries refused by receivers"
            .formatted(received.badSignatures(), received.refusals()));
  }

  private Map<String, String> finalReceipts() {
    return observed.of(Output.RECEIPTS).stream()
        .filter(receipt -> !receipt.path("state").asText().equals("RETRYING"))
        .collect(
            Collectors.toMap(
                receipt -> receipt.path("noticeId").asText(),
                receipt -> receipt.path("state").asText(),
                (one, other) -> one + " and " + other));
  }

  private String nameOf(Truth truth) {
    return "%s (%s)".formatted(truth.renewalId(), simulation.plots().get(truth.renewalId()));
  }
}
