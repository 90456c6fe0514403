package renewals.activation.cardreport.model;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of reports with the store that an edge keeps for them. */
public final class InMemoryReports {

  private final ReportPolicy policy;
  private final Map<String, Map<String, Reported>> cards = new TreeMap<>();

  public InMemoryReports(ReportPolicy policy) {
    this.policy = policy;
  }

  /** Takes a report in; the caller tells what is to be told. */
  public Judged take(CardReport report, LedgerView ledger, Instant at) {
    Map<String, Reported> ofCard =
        cards.computeIfAbsent(report.cardKey(), unseen -> new TreeMap<>());
    Judged judged =
        ReportRules.judge(
            ofCard.get(report.carrierId()),
            report,
            () -> Set.copyOf(ofCard.keySet()),
            ledger,
            policy,
            at);
    if (judged instanceof Judged.Applied applied) {
      ofCard.put(report.carrierId(), applied.after());
    }
    return judged;
  }

  /** What a carrier has reported of a card, null if nothing. */
  public @Nullable Reported of(String cardKey, String carrierId) {
    return cards.getOrDefault(cardKey, Map.of()).get(carrierId);
  }
}
