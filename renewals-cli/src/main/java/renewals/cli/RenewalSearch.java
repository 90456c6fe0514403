package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import renewals.schemas.contract.Iccid;

/**
 * Renewals that a text fits, by what outputs say of them: updates and activations, in any order.
 * One thread.
 */
final class RenewalSearch {

  /** Whose renewal a record is of. */
  static final String MERCHANT = "merchantId";

  private static final int TAIL = 4;

  private final String wanted;
  private final Optional<String> cardKey;
  private final Map<String, Found> found = new HashMap<>();

  /**
   * A renewal, as its newest news tells.
   *
   * @param news the kind of an update, or ACTIVATED, REVERSED
   * @param at when that was decided
   * @param record the whole record
   */
  record Found(String renewalId, String news, Instant at, JsonNode record) {

    /** A field of the record as text; {@code unknown} where it has none. */
    String known(String field) {
      return record.path(field).asText("unknown");
    }
  }

  /**
   * A search.
   *
   * @param text an id of a renewal, merchant or terminal, in any case; the number of a card, with
   *     spaces or hyphens; or its last four characters
   */
  RenewalSearch(String text) {
    this.wanted = text.strip();
    this.cardKey = Iccid.parse(wanted).map(Iccid::cardKey);
  }

  /** Looks at one update or activation. */
  void look(JsonNode record) {
    String renewalId = record.path("renewalId").asText("");
    if (renewalId.isEmpty() || !fits(record)) {
      return;
    }
    boolean isUpdate = record.hasNonNull("kind");
    Found next =
        new Found(
            renewalId,
            record.path(isUpdate ? "kind" : "status").asText(),
            Instant.parse(record.path(isUpdate ? "occurredAt" : "decidedAt").asText()),
            record);
    found.merge(
        renewalId, next, (before, after) -> after.at().isBefore(before.at()) ? before : after);
  }

  private boolean fits(JsonNode record) {
    return is(record, "renewalId")
        || is(record, MERCHANT)
        || is(record, "terminalId")
        || Iccid.parse(record.path("iccid").asText("")).filter(this::isCard).isPresent();
  }

  private boolean is(JsonNode record, String field) {
    return wanted.equalsIgnoreCase(record.path(field).asText(""));
  }

  private boolean isCard(Iccid card) {
    return cardKey.isPresent()
        ? card.cardKey().equals(cardKey.get())
        : wanted.length() == TAIL && card.masked().endsWith(wanted.toUpperCase(Locale.ROOT));
  }

  /** How many renewals fit. */
  int size() {
    return found.size();
  }

  /** Those with the newest news, the newest first. */
  List<Found> newest(int limit) {
    return found.values().stream()
        .sorted(Comparator.comparing(Found::at).reversed().thenComparing(Found::renewalId))
        .limit(limit)
        .toList();
  }
}
