package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import renewals.faults.evidence.Answer;
import renewals.faults.evidence.CardWords;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.Model;
import renewals.faults.evidence.Recovery;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.scenario.Announcements;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.Truth;

/**
 * Puts bugs into an experiment's own history and asks the oracle again: an oracle that finds
 * nothing because it has read nothing, or looks at the wrong things, does not get away with it.
 */
public final class Control {

  private static final String BOGUS = "CONTROL";
  private static final Duration TOO_LONG = GoesOn.SOON.plusSeconds(1);

  private final History history;
  private final Model model;
  private final List<Truth> truths;
  private final List<Ledger.Entry> ledger;
  private final List<Input> inputs;
  private final Map<String, Integer> received;
  private final Map<String, SmsCount> sms;
  private Optional<Map<String, JsonNode>> tills;
  private final Map<String, Answer> answers;
  private final List<Announced> announced;
  private final Map<String, Predicate<Violation>> bugs = new HashMap<>();

  private Control(History history) {
    this.history = history;
    this.model = Model.of(history.inputs(), history.announced());
    this.truths = model.truths();
    this.ledger = new ArrayList<>(history.ledger());
    this.inputs = new ArrayList<>(history.inputs());
    this.received = new HashMap<>(history.received());
    this.sms = new HashMap<>(history.sms());
    this.tills = history.tills();
    this.answers = new HashMap<>(history.answers());
    this.announced = new ArrayList<>(history.announced());
  }

  /**
   * What came of it.
   *
   * @param tried how many bugs were put in
   * @param missed those that the oracle did not notice
   */
  public record Result(int tried, List<String> missed) {}

  /** Tries it; what the history has nothing for, such as a renewal without payment, is left out. */
  public static Result of(History history) {
    Control control = new Control(history);
    control.spoil();
    List<Violation> found = Oracle.judge(control.spoiled());
    List<String> missed =
        control.bugs.entrySet().stream()
            .filter(bug -> found.stream().noneMatch(bug.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return new Result(control.bugs.size(), missed);
  }

  private void spoil() {
    truth(one -> one.usable()).ifPresent(this::reject);
    truth(one -> one.activations() == 0 && one.state().equals("WAITING_FOR_PAYMENT"))
        .ifPresent(this::pay);
    truth(one -> one.state().equals("REJECTED")).ifPresent(this::answerWrongly);
    Place nowhere = new Place("renewal-payments", 0, Long.MAX_VALUE);
    ledger.add(new Ledger.Entry(BOGUS, "payment", nowhere));
    bugs.put("acknowledged before appended", is("I3", BOGUS));
    inputs.add(new Input.Unusable(nowhere, Optional.of(BOGUS), Optional.empty()));
    bugs.put("a dead letter dropped", is("I3", nowhere.toString()));
    received.keySet().stream().sorted().findFirst().ifPresent(this::lose);
    received.put(BOGUS, 1);
    bugs.put("a notice of nothing", is("I4", BOGUS));
    if (tills.stream().flatMap(all -> all.values().stream()).anyMatch(one -> one.has("validity"))) {
      tills = Optional.of(Map.of());
      bugs.put("tills that show nothing", one -> one.invariant().equals("I9"));
    }
    sms.entrySet().stream()
        .filter(entry -> entry.getValue().read() > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .ifPresent(this::loseSms);
    bugs.put("standing still", is("I5", BOGUS));
    bugs.put("a secret in a log", one -> one.invariant().equals("I6"));
    model.cards().stream().findFirst().ifPresent(this::close);
    if (model.announcements().stream().anyMatch(one -> !one.must().isEmpty())) {
      announce();
    }
  }

  /** The carrier closed the card; nobody was told. */
  private void close(CardReportTruth card) {
    String key = CardWords.keyOf(card.iccid());
    ObjectNode closed =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "card-status")
            .put("state", "CLOSED")
            .put("revision", Long.MAX_VALUE);
    inputs.add(new Input.Usable(new Place("card-status", 0, Long.MAX_VALUE), key, closed));
    bugs.put("a closed card not told", isNewsOf(card.renewalId()));
  }

  /** It stands there; nobody was told. */
  private void announce() {
    JsonNode event = Announcements.toAll(BOGUS, 1, Instant.EPOCH);
    inputs.add(new Input.Usable(new Place("announcements", 0, Long.MAX_VALUE), BOGUS, event));
    announced.add(
        new Announced(BOGUS, truths.stream().map(Truth::renewalId).collect(Collectors.toSet())));
    bugs.put("an announcement not told", isNewsOf(BOGUS));
  }

  private static Predicate<Violation> isNewsOf(String subject) {
    return one -> one.invariant().equals("I7") && one.what().startsWith(subject);
  }

  /** The activation stands there; the review now says that it must not. */
  private void reject(Truth truth) {
    inputs.replaceAll(
        input ->
            input instanceof Input.Usable usable
                    && usable.owner().equals(truth.renewalId())
                    && usable.event() instanceof ObjectNode event
                    && event.has("reviewId")
                ? new Input.Usable(
                    usable.place(), usable.owner(), event.deepCopy().put("outcome", "REJECTED"))
                : input);
    bugs.put("activated though rejected", is("I2", truth.renewalId()));
  }

  /** The payment stands there; no activation does. */
  private void pay(Truth truth) {
    inputs.stream()
        .filter(input -> input instanceof Input.Usable)
        .map(input -> (Input.Usable) input)
        .filter(usable -> usable.owner().equals(truth.renewalId()))
        .filter(usable -> usable.event().has("amountDue"))
        .findFirst()
        .ifPresent(
            request -> {
              Place place = new Place("renewal-payments", 0, Long.MAX_VALUE - 1);
              inputs.add(new Input.Usable(place, truth.renewalId(), payment(request.event())));
              bugs.put("an activation lost", is("I1", truth.renewalId()));
            });
  }

  private void answerWrongly(Truth truth) {
    answers.put(truth.renewalId(), new Answer("USABLE", 1, 1));
    bugs.put("a fact applied twice", is("I3", truth.renewalId()));
  }

  private void lose(String notice) {
    received.remove(notice);
    bugs.put("a notice lost", is("I4", notice));
  }

  private void loseSms(String merchantId) {
    sms.remove(merchantId);
    bugs.put("an SMS lost", is("I8", merchantId));
  }

  private History spoiled() {
    List<Recovery> recoveries = new ArrayList<>(history.recoveries());
    recoveries.add(new Recovery(BOGUS, BOGUS, TOO_LONG, TOO_LONG, 0));
    return new History(
        ledger,
        inputs,
        history.outputs(),
        received,
        sms,
        history.smsUnderWay(),
        tills,
        answers,
        history.cards(),
        history.merchants(),
        announced,
        recoveries,
        List.of(BOGUS),
        history.isUpgraded(),
        history.judged());
  }

  private Optional<Truth> truth(Predicate<Truth> which) {
    return truths.stream().filter(which).findFirst();
  }

  private static ObjectNode payment(JsonNode request) {
    ObjectNode payment =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "payment")
            .put("paymentId", BOGUS)
            .put("renewalId", request.path("renewalId").asText())
            .put("channelId", request.path("channelId").asText())
            .put("status", "SETTLED");
    payment.set("amount", request.path("amountDue"));
    return payment;
  }

  private static Predicate<Violation> is(String invariant, String subject) {
    return one -> one.invariant().equals(invariant) && one.subject().equals(subject);
  }
}
