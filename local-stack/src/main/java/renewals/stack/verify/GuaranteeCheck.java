package renewals.stack.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.merchant.Received;
import renewals.stack.sim.truth.Truth;

/** Compares what came out with what the simulation knows that it sent. */
public final class GuaranteeCheck {

  private final Simulation simulation;
  private final ObservedOutputs observed;
  private final List<Truth> truths;
  private final Delivery delivery;

  /** Of a simulation that has sent everything, where nothing crashed. */
  public GuaranteeCheck(Simulation simulation, ObservedOutputs observed) {
    this(simulation, observed, Delivery.ONCE);
  }

  /** Of a simulation that has sent everything. */
  public GuaranteeCheck(Simulation simulation, ObservedOutputs observed, Delivery delivery) {
    this.delivery = delivery;
    this.simulation = simulation;
    this.observed = observed;
    this.truths = simulation.truths();
  }

  /** The guarantees that the output topics and the merchants' endpoints can prove. */
  public List<Guarantee> guarantees() {
    return List.of(
        accepted(),
        activations(),
        updates(),
        carrierNotices(),
        cardReports(),
        announcements(),
        deadLetters(),
        notices(),
        smsFirst(),
        signatures());
  }

  /** Whether everything that must come out has come out. */
  public boolean isComplete() {
    return activations().held()
        && updates().held()
        && carrierNotices().held()
        && cardReports().held()
        && announcements().held()
        && deadLetters().held()
        && notices().held()
        && smsFirst().held();
  }

  private Guarantee accepted() {
    Differences differences = new Differences();
    differences.compare("refused though it should not be", List.of(), simulation.refusals());
    return differences.guarantee(
        "What partners sent was taken", "%d records sent".formatted(simulation.sentCount()));
  }

  private Guarantee activations() {
    return ActivationsCheck.check(truths, observed.of(Output.ACTIVATIONS), this::nameOf);
  }

  private Guarantee updates() {
    return UpdatesCheck.check(truths, observed.of(Output.UPDATES), this::nameOf);
  }

  private Guarantee carrierNotices() {
    return new CarrierNoticesCheck(
            simulation.ofSpeakingCarriers(),
            simulation.waitingRenewal(),
            simulation.carrierWordCount())
        .check(truths, observed.of(Output.UPDATES));
  }

  private Guarantee cardReports() {
    return new CardReportsCheck(simulation.cardReportTruths()).check(observed.of(Output.UPDATES));
  }

  private Guarantee announcements() {
    return new AnnouncementsCheck(simulation.announcementTruths(truths))
        .check(observed.of(Output.UPDATES));
  }

  private Guarantee deadLetters() {
    Map<String, Integer> expected = new TreeMap<>();
    truths.forEach(
        truth ->
            truth
                .deadLetters()
                .forEach((reason, times) -> expected.merge(reason, times, Integer::sum)));
    simulation
        .carrierDeadLetters()
        .forEach((reason, times) -> expected.merge(reason, times, Integer::sum));
    simulation
        .cardReportTruths()
        .forEach(
            truth ->
                truth
                    .deadLetters()
                    .forEach((reason, times) -> expected.merge(reason, times, Integer::sum)));
    Map<String, Integer> found = observed.countBy(Output.DEAD_LETTERS, "reason");
    Differences differences = new Differences();
    differences.compare("dead letters by reason", expected, found);
    return differences.guarantee("What cannot be used is kept, with the reason", found.toString());
  }

  private Guarantee notices() {
    return new NoticesCheck(simulation.received(), observed.of(Output.RECEIPTS), delivery)
        .check(demands());
  }

  private Guarantee smsFirst() {
    return new SmsCheck(
            simulation.received().sms(),
            new Receipts(observed.of(Output.RECEIPTS)),
            simulation.waits().channel(),
            delivery)
        .check(demands(), simulation.merchants().values());
  }

  private List<Demand> demands() {
    return ExpectedNotices.demands(observed, simulation.merchants());
  }

  private Guarantee signatures() {
    Received received = simulation.received();
    Differences differences = new Differences();
    differences.compare("webhooks with a bad signature", 0, received.badSignatures());
    differences.compare("links at a webhook before its challenge", 0, received.earlyLinks());
    return differences.guarantee(
        "Webhooks are signed, and links come after the test event",
        "%d bad signatures, %d took their test event, %d tries refused by receivers"
            .formatted(received.badSignatures(), received.proven(), received.refusals()));
  }

  private String nameOf(Truth truth) {
    return "%s (%s)".formatted(truth.renewalId(), simulation.kinds().get(truth.renewalId()));
  }
}
