package renewals.stack.sim.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a renewal stands by the facts read so far, for the simulation's own model.
 *
 * @param requested whether the request is among them
 * @param settled what was paid, in minor units
 * @param returned what of it went back, goodwill left out
 * @param latest the review that has the last word
 */
record ModelledRenewal(boolean requested, long settled, long returned, Optional<JsonNode> latest) {

  /** Before the request nothing stands. */
  static final ModelledRenewal UNKNOWN = new ModelledRenewal(false, 0, 0, Optional.empty());

  /** With the request and these facts. */
  static ModelledRenewal of(List<JsonNode> payments, List<JsonNode> reviews) {
    long settled = 0;
    for (JsonNode payment : payments) {
      settled += statusOf(payment).equals("SETTLED") ? amountOf(payment) : 0;
    }
    return new ModelledRenewal(true, settled, returned(payments), latestOf(reviews));
  }

  static boolean isRefund(JsonNode payment) {
    return statusOf(payment).equals("REFUNDED");
  }

  /** What went back, by rule 4: refunds that name a payment are reckoned together by payment. */
  private static long returned(List<JsonNode> payments) {
    long unnamed = 0;
    Map<String, Refunds> named = new HashMap<>();
    for (JsonNode payment : payments) {
      if (!isRefund(payment)) {
        continue;
      }
      if (payment.hasNonNull("refundOf")) {
        String of = payment.get("refundOf").asText();
        named.merge(of, Refunds.of(payment), Refunds::and);
      } else if (!isGoodwill(payment)) {
        unnamed += amountOf(payment);
      }
    }
    long returned = unnamed;
    for (JsonNode payment : payments) {
      Refunds refunds = named.get(payment.path("paymentId").asText());
      if (statusOf(payment).equals("SETTLED") && refunds != null) {
        returned += Math.min(amountOf(payment), refunds.said());
      }
    }
    return returned;
  }

  /** What the refunds of one payment say. */
  private record Refunds(long single, long soFar, long goodwill) {

    static Refunds of(JsonNode refund) {
      long amount = amountOf(refund);
      if (isGoodwill(refund)) {
        return new Refunds(0, 0, amount);
      }
      return refund.path("cumulative").asBoolean()
          ? new Refunds(0, amount, 0)
          : new Refunds(amount, 0, 0);
    }

    Refunds and(Refunds other) {
      return new Refunds(
          single + other.single, Math.max(soFar, other.soFar), goodwill + other.goodwill);
    }

    long said() {
      return Math.max(single, soFar - goodwill);
    }
  }

  private static boolean isGoodwill(JsonNode refund) {
    return refund.path("refundKind").asText().equals("GOODWILL");
  }

  private static String statusOf(JsonNode payment) {
    return payment.path("status").asText();
  }

  private static long amountOf(JsonNode payment) {
    return payment.path("amount").path("minorUnits").asLong();
  }

  /** What counts as paid, in minor units. */
  long net() {
    return settled - returned;
  }

  /** The review with the last word, by rule 5. */
  static Optional<JsonNode> latestOf(List<JsonNode> reviews) {
    return reviews.stream()
        .max(
            Comparator.comparing((JsonNode review) -> review.path("decidedAt").asText())
                .thenComparing(review -> review.path("reviewId").asText()));
  }

  boolean approved() {
    return isLast("APPROVED");
  }

  boolean rejected() {
    return isLast("REJECTED");
  }

  private boolean isLast(String outcome) {
    return latest.filter(review -> review.path("outcome").asText().equals(outcome)).isPresent();
  }

  /**
   * What the request asks for.
   *
   * @param due in minor units
   */
  record Limits(long due) {

    boolean paid(ModelledRenewal at) {
      return at.requested && at.net() >= due;
    }

    boolean usable(ModelledRenewal at) {
      return paid(at) && at.approved();
    }

    long owed(ModelledRenewal at) {
      if (usable(at)) {
        return at.net() - due;
      }
      return at.rejected() ? Math.max(0, at.net()) : 0;
    }

    /** Money came, and all of it went back: nobody waits for any. */
    boolean givenBack(ModelledRenewal at) {
      return at.requested && !paid(at) && at.settled > 0 && at.net() <= 0;
    }

    /** As the query API names it; no deadline fires. */
    String state(ModelledRenewal at) {
      if (usable(at)) {
        return "USABLE";
      }
      if (at.rejected()) {
        return "REJECTED";
      }
      if (paid(at)) {
        return "WAITING_FOR_REVIEW";
      }
      return givenBack(at) ? "REFUNDED" : "WAITING_FOR_PAYMENT";
    }

    /** What a step from one standing to another says of money and reviews, by rule 9. */
    List<String> said(ModelledRenewal before, ModelledRenewal after) {
      List<String> said = new ArrayList<>();
      boolean reversed = usable(before) && !usable(after);
      boolean moreMoney = after.net() > 0 && after.net() != before.net();
      boolean paidNoMore = paid(before) && !paid(after) && !reversed;
      boolean wanted = !paid(after) && !after.rejected() && !givenBack(after);
      if (givenBack(after) && !givenBack(before) && !reversed) {
        said.add("REFUNDED " + after.returned);
      }
      if (wanted && (moreMoney || paidNoMore)) {
        said.add("UNDERPAID " + (due - after.net()));
      }
      if (paid(after) && !paid(before) && !usable(after) && !after.rejected()) {
        said.add("PAID");
      }
      if (after.approved() && !before.approved()) {
        said.add(
            state(after).equals("WAITING_FOR_PAYMENT")
                ? "APPROVED " + (due - after.net())
                : "APPROVED");
      }
      boolean owesMore = owed(after) > 0 && owed(after) != owed(before);
      if (after.rejected() && !after.latest.equals(before.latest)) {
        said.add(owesMore ? "REJECTED " + owed(after) : "REJECTED");
      }
      if (owesMore) {
        said.add("REFUND_DUE " + owed(after));
      }
      return said;
    }
  }
}
