package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renewals.faults.evidence.CardWords;
import renewals.faults.evidence.Input;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.faults.load.Outsider;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.scenario.Announcements;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;
import renewals.stack.sim.scenario.SampleRenewal;

/** What was sent in a made-up experiment: input topics of one partition, and the ledger. */
final class MadeUpHistory {

  static final Merchant MERCHANT = new Merchant("M-001", "en", "m-001@shops.example", null, 0);

  static final Merchant PHONE =
      new Merchant(
          "M-002",
          "en",
          new Phone(Phone.PREFIX + "00002", Phone.Habit.READS),
          "m-002@shops.example",
          null,
          0);

  static final String NEWS = "NEWS";

  /** Of all sample renewals. */
  static final String CARRIER = "carrier-m";

  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> TOPICS =
      Map.of(
          "renewal-requested", "renewal-requests",
          "payment", "renewal-payments",
          "carrier-review", "carrier-reviews",
          "carrier-status", "carrier-status",
          "card-usage", "card-usage",
          "card-status", "card-status",
          "announcement", "announcements");

  private final List<Input> inputs = new ArrayList<>();
  private final List<Ledger.Entry> ledger = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();
  private int cards;
  private String usualIccid = "";
  private long allowance;

  /**
   * One of each: usual, doubled, refunded, rejected, unpaid, mismatched, contradicted, damaged; and
   * their carrier speaks, reports of a card, and something is announced.
   */
  static MadeUpHistory ofEverySort() {
    MadeUpHistory story = new MadeUpHistory();
    List<ObjectNode> usual = story.usual("USUAL");
    usual.forEach(event -> story.send("USUAL", event));
    story.usualIccid = usual.getFirst().path("iccid").asText();
    story.allowance = usual.getFirst().path("plan").path("dataBytes").asLong();
    List<ObjectNode> doubled = story.usual("DOUBLED");
    doubled.forEach(event -> story.send("DOUBLED", event));
    doubled.forEach(event -> story.send("DOUBLED", event));
    List<ObjectNode> refunded = story.usual("REFUNDED");
    refunded.forEach(event -> story.send("REFUNDED", event));
    story.send(
        "REFUNDED",
        refunded
            .get(1)
            .deepCopy()
            .put("paymentId", "REFUNDED-p2")
            .put("status", "REFUNDED")
            .put("refundKind", "CANCELLATION"));
    List<ObjectNode> rejected = story.usual("REJECTED");
    rejected.get(2).put("outcome", "REJECTED").put("reason", "OTHER");
    rejected.forEach(event -> story.send("REJECTED", event));
    List<ObjectNode> unpaid = story.usual("UNPAID");
    story.send("UNPAID", unpaid.get(0));
    story.send("UNPAID", unpaid.get(2));
    List<ObjectNode> strange = story.usual("STRANGE");
    story.send("STRANGE", strange.get(0));
    story.send("STRANGE", strange.get(1).deepCopy().put("channelId", "nobody-asked"));
    story.send("STRANGE", strange.get(1));
    story.send("STRANGE", strange.get(2));
    List<ObjectNode> contradicted = story.usual("CONTRADICTED");
    contradicted.forEach(event -> story.send("CONTRADICTED", event));
    ObjectNode other = contradicted.get(1).deepCopy();
    other.withObject("amount").put("minorUnits", 1);
    story.send("CONTRADICTED", other);
    story.carrierWords();
    story.cardReports();
    story.announcements();
    story.poison();
    return story;
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Ledger.Entry> ledger() {
    return ledger;
  }

  /** When it was announced, one of the usual cards was known. */
  List<Announced> announced() {
    return List.of(new Announced(NEWS, Set.of("USUAL")));
  }

  /** The owner of what is reported of the usual renewal's card. */
  String usualCard() {
    return CardWords.keyOf(usualIccid);
  }

  /** Used up and said again, less as of an earlier hour, another content, stopped, works again. */
  private void cardReports() {
    for (ObjectNode report :
        List.of(
            usage(2, 900),
            usage(2, 900),
            usage(1, 100),
            usage(2, 901),
            cardStatus("SUSPENDED", 1),
            cardStatus("CLOSED", 1),
            cardStatus("ACTIVE", 3),
            cardStatus("SUSPENDED", 2))) {
      sendAs("USUAL", usualCard(), report);
    }
  }

  private ObjectNode usage(int hour, int thousandths) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "card-usage")
        .put("usageId", "u" + inputs.size())
        .put("iccid", usualIccid)
        .put("usedBytes", allowance / 1000 * thousandths)
        .put("asOf", BEGUN.plusSeconds(3600L * hour).toString());
  }

  private ObjectNode cardStatus(String state, int revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "card-status")
        .put("iccid", usualIccid)
        .put("state", state)
        .put("revision", revision);
  }

  /** Said again, then late in an earlier revision. */
  private void announcements() {
    for (int revision : new int[] {2, 2, 1}) {
      send(NEWS, Announcements.toAll(NEWS, revision, BEGUN));
    }
  }

  private List<ObjectNode> usual(String renewalId) {
    cards += 2;
    return SampleRenewal.of(renewalId, MERCHANT, cards, BEGUN).stream()
        .map(event -> (ObjectNode) event.deepCopy())
        .toList();
  }

  private void send(String renewalId, JsonNode event) {
    sendAs(renewalId, renewalId, event);
  }

  private void sendAs(String renewalId, String owner, JsonNode event) {
    Place place = next(String.valueOf(TOPICS.get(event.path("type").asText())));
    inputs.add(new Input.Usable(place, owner, event));
    ledger.add(new Ledger.Entry(renewalId, Identity.of(event), place));
  }

  /** Two that hold in turn, the newer one again, the older one late, and a contradiction. */
  private void carrierWords() {
    ObjectNode normal = status("NORMAL", 1);
    ObjectNode outage = status("OUTAGE", 2);
    List.of(normal, outage, outage, normal, status("DEGRADED", 2))
        .forEach(word -> send(CARRIER, word));
  }

  private static ObjectNode status(String state, int revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "carrier-status")
        .put("carrierId", CARRIER)
        .put("state", state)
        .put("startsAt", BEGUN.toString())
        .put("revision", revision);
  }

  private void poison() {
    Place place = next("renewal-payments");
    inputs.add(new Input.Unusable(place, Optional.of("POISON-1"), Optional.of("UNREADABLE")));
    ledger.add(new Ledger.Entry("POISON-1", Outsider.POISON, place));
  }

  private Place next(String topic) {
    return new Place(topic, 0, ends.merge(topic, 1L, Long::sum) - 1);
  }
}
