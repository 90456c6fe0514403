package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reference models of all renewals and cards, with the reference's own view of deadlines. */
final class ReferencePipeline {

  private final RulePolicy policy;
  private final Map<String, ReferenceRenewal> renewals = new TreeMap<>();
  private final Map<String, ReferenceCard> cards = new TreeMap<>();

  ReferencePipeline(RulePolicy policy) {
    this.policy = policy;
  }

  ReferenceRenewal renewal(String id) {
    return renewals.computeIfAbsent(id, opened -> new ReferenceRenewal(opened, policy));
  }

  ReferenceCard card(String cardKey) {
    return cards.computeIfAbsent(cardKey, opened -> new ReferenceCard(policy));
  }

  Map<String, ReferenceRenewal> renewals() {
    return renewals;
  }

  /** The renewal whose deadline is the first of all, if it is due. */
  @Nullable String mostUrgent(Instant wallClock) {
    String urgent = null;
    DueDeadline first = null;
    for (Map.Entry<String, ReferenceRenewal> entry : renewals.entrySet()) {
      if (entry.getValue().running().isEmpty()) {
        continue;
      }
      DueDeadline due = entry.getValue().running().first();
      boolean isDue = !due.at().isAfter(wallClock);
      if (isDue && (first == null || due.compareTo(first) < 0)) {
        first = due;
        urgent = entry.getKey();
      }
    }
    return urgent;
  }

  void forget(String id) {
    renewals.remove(id);
  }
}
