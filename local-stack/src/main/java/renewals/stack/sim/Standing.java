package renewals.stack.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a renewal stands by the facts read so far, for the simulation's own model.
 *
 * @param requested whether the request is among them
 * @param net what counts as paid, in minor units
 * @param latest the review that has the last word
 */
record Standing(boolean requested, long net, Optional<JsonNode> latest) {

  /** Before the request nothing stands. */
  static final Standing UNKNOWN = new Standing(false, 0, Optional.empty());

  /** With the request and these facts. */
  static Standing of(List<JsonNode> payments, List<JsonNode> reviews) {
    return new Standing(
        true, payments.stream().mapToLong(Standing::effectOf).sum(), latestOf(reviews));
  }

  static boolean isRefund(JsonNode payment) {
    return payment.path("status").asText().equals("REFUNDED");
  }

  /** What a payment does to the net. */
  static long effectOf(JsonNode payment) {
    long amount = payment.path("amount").path("minorUnits").asLong();
    return switch (payment.path("status").asText()) {
      case "SETTLED" -> amount;
      case "REFUNDED" -> payment.path("refundKind").asText().equals("GOODWILL") ? 0 : -amount;
      default -> 0;
    };
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
  record Terms(long due) {

    boolean paid(Standing at) {
      return at.requested && at.net >= due;
    }

    boolean usable(Standing at) {
      return paid(at) && at.approved();
    }

    long owed(Standing at) {
      if (usable(at)) {
        return at.net - due;
      }
      return at.rejected() ? Math.max(0, at.net) : 0;
    }

    /** What a step from one standing to another says of money and reviews, by rule 9. */
    List<String> said(Standing before, Standing after) {
      List<String> said = new ArrayList<>();
      boolean reversed = usable(before) && !usable(after);
      boolean moreMoney = after.net > 0 && after.net != before.net;
      boolean paidNoMore = paid(before) && !paid(after) && !reversed;
      if (!paid(after) && !after.rejected() && (moreMoney || paidNoMore)) {
        said.add("UNDERPAID " + (due - after.net));
      }
      if (paid(after) && !paid(before) && !usable(after) && !after.rejected()) {
        said.add("PAID");
      }
      if (after.approved() && !before.approved()) {
        said.add("APPROVED");
      }
      if (after.rejected() && !after.latest.equals(before.latest)) {
        said.add("REJECTED");
      }
      if (owed(after) > 0 && owed(after) != owed(before)) {
        said.add("REFUND_DUE " + owed(after));
      }
      return said;
    }
  }
}
