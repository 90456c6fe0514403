package renewals.stack.sim.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.stack.sim.partner.Sent;

/**
 * A small model of the rules, written for the simulation from their text alone: it looks at all
 * that was sent at once and shares no code with the pipeline.
 */
public final class TruthModel {

  private final Map<String, Integer> deadLetters = new TreeMap<>();
  private final Map<String, Integer> updates = new TreeMap<>();
  private final Map<String, JsonNode> payments = new LinkedHashMap<>();
  private final Map<String, JsonNode> reviews = new LinkedHashMap<>();
  private final Set<JsonNode> refusedBefore = new HashSet<>();
  private final JsonNode request;

  private TruthModel(JsonNode request) {
    this.request = request;
  }

  /**
   * What the records of one renewal demand; in each topic they stand in the order of the list.
   *
   * @throws IllegalArgumentException there is no request among them
   */
  public static Truth of(String renewalId, List<Sent> sent) {
    JsonNode request =
        sent.stream()
            .filter(one -> one.harm().isEmpty())
            .map(Sent::event)
            .filter(event -> typeOf(event).equals("renewal-requested"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no request for " + renewalId));
    TruthModel model = new TruthModel(request);
    sent.forEach(model::take);
    return model.truth(renewalId);
  }

  private void take(Sent one) {
    if (one.harm().isPresent()) {
      count(deadLetters, one.harm().get().reason());
      return;
    }
    JsonNode event = one.event();
    switch (typeOf(event)) {
      case "payment" ->
          fact(payments, event, event.get("channelId").equals(request.get("channelId")));
      case "carrier-review" ->
          fact(
              reviews,
              event,
              event.get("carrierId").equals(request.get("carrierId"))
                  && (!event.has("iccid") || event.get("iccid").equals(request.get("iccid"))));
      default -> {
        // the request, which is known, or the same again
      }
    }
  }

  private void fact(Map<String, JsonNode> facts, JsonNode event, boolean belongs) {
    if (!belongs) {
      refused(event, "MISMATCH", "MISMATCH");
      return;
    }
    JsonNode first = facts.putIfAbsent(identityOf(event), event);
    if (first == null && textOf(event, "status").equals("FAILED")) {
      count(updates, "PAYMENT_FAILED");
    } else if (first != null && !first.equals(event)) {
      refused(event, "CONFLICTING_DUPLICATE", "CONFLICT");
    }
  }

  /** By rule 2 a dead letter each time it comes, but told once. */
  private void refused(JsonNode event, String reason, String kind) {
    count(deadLetters, reason);
    if (refusedBefore.add(event)) {
      count(updates, kind);
    }
  }

  private Truth truth(String renewalId) {
    count(updates, "ACCEPTED");
    ModelledRenewal.Limits limits = new ModelledRenewal.Limits(amountOf(request.get("amountDue")));
    List<JsonNode> reviewed = List.copyOf(reviews.values());
    ModelledRenewal end = ModelledRenewal.of(List.copyOf(payments.values()), reviewed);
    ModelledRenewal withoutRefunds =
        ModelledRenewal.of(
            payments.values().stream()
                .filter(payment -> !ModelledRenewal.isRefund(payment))
                .toList(),
            reviewed);
    // What would make it usable is paid back only once it was seen usable.
    int activations = limits.usable(withoutRefunds) ? 1 : 0;
    return new Truth(
        renewalId,
        textOf(request, "merchantId"),
        textOf(request, "iccid"),
        limits.state(end),
        activations,
        limits.usable(end) ? 0 : activations,
        end.net(),
        limits.owed(end),
        dataBytes(),
        textOf(request.path("plan"), "validity"),
        deadLetters,
        ExpectedUpdates.of(limits, payments.values(), reviews.values(), updates));
  }

  private long dataBytes() {
    return request.path("plan").path("dataBytes").asLong()
        + request.path("promotion").path("bonusDataBytes").asLong();
  }

  private static String identityOf(JsonNode event) {
    return event.has("paymentId")
        ? String.join(
            "|", textOf(event, "channelId"), textOf(event, "paymentId"), textOf(event, "status"))
        : String.join("|", textOf(event, "carrierId"), textOf(event, "reviewId"));
  }

  private static String typeOf(JsonNode event) {
    return textOf(event, "type");
  }

  private static String textOf(JsonNode event, String field) {
    return event.path(field).asText();
  }

  private static long amountOf(JsonNode money) {
    return money.path("minorUnits").asLong();
  }

  private static void count(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }
}
