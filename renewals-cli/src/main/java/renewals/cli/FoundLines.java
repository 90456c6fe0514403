package renewals.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renewals.cli.RenewalSearch.Found;
import renewals.cli.query.ForPeople;
import renewals.schemas.contract.Iccid;

/**
 * What {@code find} says to people.
 *
 * @param newest what is shown, the newest first; at least one
 * @param zone in which times are said
 */
record FoundLines(List<Found> newest, ZoneId zone) {

  /** Kinds whose reasons are the contract's own words. */
  private static final Set<String> EXPLAINED = Set.of("REFUND_DUE", "REJECTED");

  /**
   * The lines.
   *
   * @param all how many were found
   * @param unknown why a renewal needs somebody's attention, by its id
   */
  List<String> of(int all, Map<String, String> unknown) {
    List<String> lines = new ArrayList<>();
    for (Found found : newest) {
      lines.add(line(found));
      String why = unknown.get(found.renewalId());
      if (why != null) {
        lines.add(
            "  attention: %s; ./renewals reconcile mark %s".formatted(why, found.renewalId()));
      }
    }
    if (all > newest.size()) {
      lines.add("%d more, --limit shows them".formatted(all - newest.size()));
    }
    long cards = cards();
    if (cards > 1) {
      lines.add("%d cards: the last four printed on it tell which one is meant".formatted(cards));
    }
    String first = newest.getFirst().renewalId();
    lines.add(
        "more of one: ./renewals status %s, card %s, notices list --renewal %s"
            .formatted(first, first, first));
    return lines;
  }

  /** A number with its check digit or without is one card. */
  private long cards() {
    return newest.stream()
        .flatMap(one -> Iccid.parse(one.known("iccid")).stream())
        .map(Iccid::cardKey)
        .distinct()
        .count();
  }

  private String line(Found found) {
    return "%s  %-16s merchant %s, terminal %s, card %s, carrier %s: %s"
        .formatted(
            ForPeople.time(found.at(), zone),
            found.renewalId(),
            found.known(RenewalSearch.MERCHANT),
            found.known("terminalId"),
            found.record().hasNonNull("iccid")
                ? ForPeople.card(found.record().get("iccid"))
                : "unknown",
            found.known("carrierId"),
            ForPeople.words(found.news()) + because(found));
  }

  /** What a refund or a refusal has for a reason. */
  private static String because(Found found) {
    boolean isExplained = EXPLAINED.contains(found.news()) && found.record().hasNonNull("reason");
    return isExplained
        ? " (%s)".formatted(ForPeople.words(found.record().get("reason").asText()))
        : "";
  }
}
