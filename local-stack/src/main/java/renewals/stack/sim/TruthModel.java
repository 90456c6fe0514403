package renewals.stack.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A small model of the rules, written for the simulation from their text alone: it looks at all
 * that was sent at once and shares no code with the pipeline.
 */
final class TruthModel {

  private final Map<String, Integer> deadLetters = new TreeMap<>();
  private final Map<String, Integer> updates = new TreeMap<>();
  private final Map<String, JsonNode> payments = new LinkedHashMap<>();
  private final Map<String, JsonNode> reviews = new LinkedHashMap<>();
  private final JsonNode request;

  private TruthModel(JsonNode request) {
    this.request = request;
  }

  /**
   * What the records of one renewal demand; in each topic they stand in the order of the list.
   *
   * @throws IllegalArgumentException there is no request among them
   */
  static Truth of(String renewalId, List<Sent> sent) {
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
      count(deadLetters, "MISMATCH");
      count(updates, "MISMATCH");
      return;
    }
    JsonNode first = facts.putIfAbsent(identityOf(event), event);
    if (first == null && textOf(event, "status").equals("FAILED")) {
      count(updates, "PAYMENT_FAILED");
    } else if (first != null && !first.equals(event)) {
      count(deadLetters, "CONFLICTING_DUPLICATE");
      count(updates, "CONFLICT");
    }
  }

  private Truth truth(String renewalId) {
    count(updates, "ACCEPTED");
    long due = amountOf(request.get("amountDue"));
    long net = net(payment -> true);
    long withoutRefunds = net(payment -> !textOf(payment, "status").equals("REFUNDED"));
    Optional<String> word =
        Standing.latestOf(List.copyOf(reviews.values())).map(review -> textOf(review, "outcome"));
    boolean approved = word.filter("APPROVED"::equals).isPresent();
    boolean rejected = word.filter("REJECTED"::equals).isPresent();
    boolean paid = net >= due;
    boolean usable = paid && approved;
    // The simulation pays back only once it has seen the card usable.
    int activations = approved && withoutRefunds >= due ? 1 : 0;
    long owed = 0;
    if (usable) {
      owed = Math.max(0, net - due);
    } else if (rejected) {
      owed = Math.max(0, net);
    }
    return new Truth(
        renewalId,
        textOf(request, "merchantId"),
        textOf(request, "iccid"),
        state(usable, rejected, paid),
        activations,
        usable ? 0 : activations,
        net,
        owed,
        dataBytes(),
        textOf(request.path("plan"), "validity"),
        deadLetters,
        Tellings.of(due, payments.values(), reviews.values(), updates));
  }

  private static String state(boolean usable, boolean rejected, boolean paid) {
    if (usable) {
      return "USABLE";
    }
    if (rejected) {
      return "REJECTED";
    }
    return paid ? "WAITING_FOR_REVIEW" : "WAITING_FOR_PAYMENT";
  }

  private long net(Predicate<JsonNode> counting) {
    return payments.values().stream().filter(counting).mapToLong(Standing::effectOf).sum();
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
