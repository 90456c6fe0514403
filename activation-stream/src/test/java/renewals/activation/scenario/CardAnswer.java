package renewals.activation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.cardreport.model.UsageRules;

/** How a card stands, in the shape of a query's answer. */
final class CardAnswer {

  private CardAnswer() {}

  static JsonNode of(
      LedgerView ledger,
      @Nullable Instant validUntil,
      Function<String, @Nullable Reported> reportedBy,
      Instant now) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("validUntil", validUntil == null ? null : validUntil.toString());
    LatestRenewal latest = ledger.latest();
    Reported reported = latest == null ? null : reportedBy.apply(latest.carrierId());
    UsageRules.Usage usage = UsageRules.now(reported, ledger, now);
    if (usage != null) {
      ObjectNode shown = answer.putObject("usage");
      shown.put("usedBytes", usage.usedBytes());
      shown.put("allowanceBytes", usage.allowanceBytes());
      shown.put("remainingBytes", usage.remainingBytes());
    }
    CardStatusReport status = reported == null ? null : reported.status();
    if (status != null) {
      answer.putObject("status").put("state", status.state().name()).put("cause", status.cause());
    }
    return answer;
  }
}
