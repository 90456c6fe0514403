package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.faults.evidence.Answer;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.Model;
import renewals.faults.evidence.Recovery;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.truth.AnnouncementTruth;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.Demand;
import renewals.stack.verify.ExpectedNotices;
import renewals.stack.verify.ObservedOutputs;

/** What a pipeline without faults makes of a story, laid open so that a test can spoil it. */
final class Seen {

  private static final Map<String, Merchant> MERCHANTS =
      Map.of(
          MadeUpHistory.MERCHANT.id(),
          MadeUpHistory.MERCHANT,
          MadeUpHistory.PHONE.id(),
          MadeUpHistory.PHONE);

  final List<Ledger.Entry> ledger;
  final List<Input> inputs;
  final List<ObjectNode> activations = new ArrayList<>();
  final List<ObjectNode> updates = new ArrayList<>();
  final List<ObjectNode> receipts = new ArrayList<>();
  final List<ObjectNode> deadLetters = new ArrayList<>();
  final Map<String, Integer> received = new TreeMap<>();
  final Map<String, SmsCount> sms = new TreeMap<>();
  int smsUnderWay;
  Optional<Map<String, JsonNode>> tills = Optional.empty();
  final Map<String, Answer> answers = new TreeMap<>();
  final List<String> cards = new ArrayList<>();
  final List<Announced> announced;
  final List<Recovery> recoveries = new ArrayList<>();
  final List<String> leaks = new ArrayList<>();
  private final Map<String, JsonNode> known = new HashMap<>();
  Optional<Long> judged = Optional.empty();

  Seen(MadeUpHistory story) {
    ledger = new ArrayList<>(story.ledger());
    inputs = new ArrayList<>(story.inputs());
    announced = new ArrayList<>(story.announced());
    Model model = Model.of(inputs, announced);
    model.truths().forEach(this::perform);
    model.cards().forEach(this::report);
    model.announcements().forEach(this::announce);
    inputs.forEach(this::bury);
    tell();
  }

  History history() {
    return new History(
        ledger,
        inputs,
        outputs(),
        received,
        sms,
        smsUnderWay,
        tills,
        answers,
        cards,
        MERCHANTS,
        announced,
        recoveries,
        leaks,
        false,
        judged);
  }

  ObjectNode activation(String id) {
    return one(activations, "activationId", id);
  }

  /** One more of those, so that the original stays as it is. */
  static ObjectNode like(ObjectNode record) {
    return record.deepCopy();
  }

  ObjectNode deadLetter(String reason) {
    return one(deadLetters, "reason", reason);
  }

  /** The record of that owner and number, from 0. */
  Input.Usable usable(String owner, int number) {
    return inputs.stream()
        .filter(input -> input instanceof Input.Usable usable && usable.owner().equals(owner))
        .map(input -> (Input.Usable) input)
        .skip(number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + number + " of " + owner));
  }

  ObjectNode update(String kind) {
    return one(updates, "kind", kind);
  }

  ObjectNode receipt(String noticeId) {
    return one(receipts, "noticeId", noticeId);
  }

  static ObjectNode activated(String renewalId, int n, String status) {
    ObjectNode activated =
        JsonNodeFactory.instance
            .objectNode()
            .put("activationId", renewalId + "/" + n)
            .put("status", status)
            .put("renewalId", renewalId)
            .put("merchantId", MadeUpHistory.MERCHANT.id())
            .put("terminalId", "T-" + renewalId)
            .put("validFrom", "2026-01-01T00:00:00Z");
    return status.equals("ACTIVATED")
        ? activated.put("validUntil", "2026-02-01T00:00:00Z")
        : activated;
  }

  /** All is told to tills, and each shows the last that was said of its card. */
  void tellTills() {
    Map<String, JsonNode> shown = new TreeMap<>();
    for (ObjectNode one : activations) {
      String status = one.path("status").asText();
      String cause = one.path("activationId").asText() + "/" + status;
      ObjectNode till = JsonNodeFactory.instance.objectNode();
      ObjectNode validity = till.putObject("validity").put("cause", cause);
      if (status.equals("ACTIVATED")) {
        validity.put("state", "ACTIVE").set("date", one.get("validUntil"));
      } else {
        validity.put("state", "ENDED");
      }
      shown.put(one.path("terminalId").asText(), till);
      receipts.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("noticeId", cause + "/TERMINAL")
              .put("channel", "TERMINAL")
              .put("state", "DELIVERED"));
    }
    tills = Optional.of(shown);
  }

  /** What a till shows of until when its card works. */
  ObjectNode validity(String till) {
    return (ObjectNode) tills.orElseThrow().get(till).get("validity");
  }

  static ObjectNode update(String renewalId, int k, String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("updateId", renewalId + "/u" + k)
        .put("kind", kind)
        .put("renewalId", renewalId)
        .put("merchantId", MadeUpHistory.MERCHANT.id());
  }

  /** The notices of everything that is in the outputs, delivered. */
  void tell() {
    receipts.clear();
    received.clear();
    for (Demand demand : ExpectedNotices.demands(outputs(), MERCHANTS)) {
      String notice = demand.notices().getFirst();
      receipts.add(
          JsonNodeFactory.instance.objectNode().put("noticeId", notice).put("state", "DELIVERED"));
      received.put(notice, 1);
    }
  }

  /** The usual renewal is of somebody with a phone: his SMS ended so, and came so often. */
  void sms(String end, int came) {
    String mail = "USUAL/1/ACTIVATED/EMAIL";
    activation("USUAL/1").put("merchantId", MadeUpHistory.PHONE.id());
    receipts.remove(receipt(mail));
    received.remove(mail);
    for (String state : List.of("SENT", end)) {
      receipts.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("noticeId", "USUAL/1/ACTIVATED/SMS")
              .put("channel", "SMS")
              .put("merchantId", MadeUpHistory.PHONE.id())
              .put("state", state));
    }
    sms.put(MadeUpHistory.PHONE.id(), new SmsCount(came, came, 0));
  }

  private ObservedOutputs outputs() {
    ObservedOutputs outputs = new ObservedOutputs();
    activations.forEach(one -> outputs.take(Output.ACTIVATIONS, one.toString()));
    updates.forEach(one -> outputs.take(Output.UPDATES, one.toString()));
    receipts.forEach(one -> outputs.take(Output.RECEIPTS, one.toString()));
    deadLetters.forEach(one -> outputs.take(Output.DEAD_LETTERS, one.toString()));
    return outputs;
  }

  private void perform(Truth truth) {
    for (int n = 1; n <= truth.activations(); n++) {
      activations.add(activated(truth.renewalId(), n, "ACTIVATED"));
    }
    for (int n = 1; n <= truth.reversals(); n++) {
      activations.add(activated(truth.renewalId(), n, "REVERSED"));
    }
    int k = 0;
    for (Map.Entry<String, Integer> said : truth.tellings().iterator().next().entrySet()) {
      String[] words = said.getKey().split(" ", 2);
      for (int times = 0; times < said.getValue(); times++) {
        k++;
        ObjectNode update = update(truth.renewalId(), k, words[0]);
        if (words.length > 1) {
          update.putObject("amount").put("minorUnits", Long.parseLong(words[1]));
        }
        updates.add(update);
      }
    }
    answers.put(truth.renewalId(), new Answer(truth.state(), truth.net(), truth.owed()));
  }

  private void report(CardReportTruth card) {
    card.told()
        .forEach(
            (kind, times) -> {
              for (int n = 0; n < times; n++) {
                updates.add(update(card.renewalId() + "-card", updates.size(), kind));
                updates.getLast().put("renewalId", card.renewalId());
              }
            });
  }

  private void announce(AnnouncementTruth truth) {
    String[] name = truth.name().split("/", 2);
    for (String merchantId : truth.must()) {
      ObjectNode update = update(name[0], updates.size(), "ANNOUNCEMENT");
      update.remove("renewalId");
      update.put("merchantId", merchantId);
      update
          .putObject("announcement")
          .put("announcementId", name[0])
          .put("revision", Long.parseLong(name[1]));
      updates.add(update);
    }
  }

  private void bury(Input input) {
    switch (input) {
      case Input.Unusable unusable ->
          deadLetters.add(letter(unusable.place(), unusable.reason().orElse("INVALID")));
      case Input.Usable usable -> {
        JsonNode event = usable.event();
        String fact =
            String.join(
                "|",
                usable.owner(),
                event.path("type").asText(),
                event.path("paymentId").asText(),
                event.path("asOf").asText(),
                event.path("revision").asText());
        JsonNode content = event.deepCopy();
        ((ObjectNode) content).remove("usageId");
        if (event.path("channelId").asText().equals("nobody-asked")) {
          deadLetters.add(letter(usable.place(), "MISMATCH"));
        } else if (!known.computeIfAbsent(fact, any -> content).equals(content)) {
          deadLetters.add(letter(usable.place(), "CONFLICTING_DUPLICATE"));
        }
      }
    }
  }

  private static ObjectNode letter(Place place, String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", reason)
        .put("topic", place.topic())
        .put("partition", place.partition())
        .put("offset", place.offset());
  }

  private static ObjectNode one(List<ObjectNode> records, String field, String value) {
    return records.stream()
        .filter(record -> record.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " " + value));
  }
}
