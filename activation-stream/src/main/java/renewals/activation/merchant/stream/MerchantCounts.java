package renewals.activation.merchant.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import renewals.activation.record.LabelledCounters;

/** What became of the outputs that were read for merchants' lists. */
public final class MerchantCounts {

  private static final String LISTED = "listed";
  private static final String PASSED_OVER = "passed over";
  private static final String UNREADABLE = "unreadable";

  private final LabelledCounters counters;

  /** Counts in a registry, from 0. */
  public MerchantCounts(MeterRegistry meters) {
    this.counters = new LabelledCounters(meters);
    List.of(LISTED, PASSED_OVER, UNREADABLE).forEach(outcome -> count(outcome, 0));
  }

  /** One changed a list. */
  void listed() {
    count(LISTED, 1);
  }

  /** One is of no merchant's renewal, or of a kind that isn't known here. */
  void passedOver() {
    count(PASSED_OVER, 1);
  }

  /** One is no output of ours. */
  void unreadable() {
    count(UNREADABLE, 1);
  }

  private void count(String outcome, int more) {
    counters
        .counter(
            "renewals.merchant.records",
            "Outputs read for merchants' lists, by what became of them",
            "outcome",
            outcome)
        .increment(more);
  }
}
