package renewals.bench.flink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is kept of a renewal: a plain object for Flink's own serializer, as {@link Fact}. */
public final class Renewal {

  public String[] facts = {};
  public @Nullable String channelId;
  public @Nullable String carrierId;
  public @Nullable String merchantId;
  public @Nullable String terminalId;
  public @Nullable String iccid;
  public @Nullable String reviewId;
  public boolean requested;
  public boolean approved;
  public boolean usable;
  public boolean told;
  public int activations;
  public long dataBytes;
  public long requestedAt;
  public long amountDue;
  public long net;
  public long paidAt;
  public long decidedAt;

  /** What it waits for falls due then, in epoch milliseconds; 0: nothing. */
  public long deadline;

  /**
   * Takes a fact up.
   *
   * @return false if it was known
   */
  boolean take(Fact fact) {
    for (String known : facts) {
      if (known.equals(fact.identity)) {
        return false;
      }
    }
    facts = Arrays.copyOf(facts, facts.length + 1);
    facts[facts.length - 1] = fact.identity;
    if (fact.request) {
      takeRequest(fact);
    } else if (fact.reviewId != null) {
      takeReview(fact, fact.reviewId);
    } else {
      net += fact.movement;
      paidAt = Math.max(paidAt, fact.paidAt);
    }
    return true;
  }

  private void takeRequest(Fact fact) {
    requested = true;
    channelId = fact.channelId;
    carrierId = fact.carrierId;
    merchantId = fact.merchantId;
    terminalId = fact.terminalId;
    iccid = fact.iccid;
    dataBytes = fact.dataBytes;
    requestedAt = fact.requestedAt;
    amountDue = fact.amountDue;
  }

  private void takeReview(Fact fact, String id) {
    boolean later =
        reviewId == null
            || fact.decidedAt > decidedAt
            || (fact.decidedAt == decidedAt && id.compareTo(reviewId) > 0);
    if (later) {
      reviewId = id;
      approved = fact.approved;
      decidedAt = fact.decidedAt;
    }
  }

  boolean isPaid() {
    return requested && net >= amountDue;
  }

  boolean isDueUsable() {
    return isPaid() && approved;
  }
}
