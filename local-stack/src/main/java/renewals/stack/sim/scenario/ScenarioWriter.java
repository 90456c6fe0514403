package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import renewals.stack.sim.scenario.ScenarioStep.Damage;
import renewals.stack.sim.scenario.ScenarioStep.Event;
import renewals.stack.sim.scenario.ScenarioStep.Harm;
import renewals.stack.sim.scenario.ScenarioStep.Route;
import renewals.stack.sim.scenario.ScenarioStep.Timing;

/**
 * Makes up what will happen; the same seed makes up the same. Long because every kind stands here.
 */
public final class ScenarioWriter {

  /** The channels of the stories. */
  public static final List<String> CHANNELS = List.of("bank-east", "app-pay", "agent-7");

  /** A channel that speaks of another's renewals. */
  public static final String STRANGE_CHANNEL = "channel-nobody-asked";

  private static final List<String> VALIDITIES = List.of("P30D", "P1M", "P3M", "P6M", "P1Y");
  private static final int MOST_COPIES = 4;

  /** So long before they are played have stories begun. */
  public static final Duration BEGUN_BEFORE = Duration.ofHours(1);

  private static final int IN_FILE_PERCENT = 25;

  private final Random random;
  private final Instant begun;
  private final List<Merchant> merchants;
  private final List<ScenarioKind> kinds;
  private final int kindWeights;

  /** A writer of every kind. */
  public ScenarioWriter(long seed, Instant begun, List<Merchant> merchants) {
    this(seed, begun, merchants, List.of(ScenarioKind.values()));
  }

  /** A writer of these kinds. */
  public ScenarioWriter(
      long seed, Instant begun, List<Merchant> merchants, List<ScenarioKind> kinds) {
    this.random = new Random(seed);
    this.begun = begun;
    this.merchants = merchants;
    this.kinds = List.copyOf(kinds);
    this.kindWeights = kinds.stream().mapToInt(ScenarioKind::weight).sum();
  }

  /** So many stories, each kind at least once if there is room; the first kind is always there. */
  public List<Scenario> write(int count) {
    List<Scenario> stories = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      ScenarioKind kind = n < kinds.size() ? kinds.get(n) : anyKind();
      stories.add(story("R-%05d".formatted(n + 1), kind, n));
    }
    Collections.shuffle(stories, random);
    return stories;
  }

  private Scenario story(String renewalId, ScenarioKind kind, int number) {
    Merchant merchant = merchants.get(random.nextInt(merchants.size()));
    String channel = pick(CHANNELS);
    // The first one waits through the outage.
    String carrier = number == 0 ? Carriers.OUT_OF_ORDER : pick(Carriers.ALL);
    Events events =
        new Events(renewalId, channel, carrier, begun.minusSeconds(random.nextInt(7200)));
    long due = 1000L * (1 + random.nextInt(30));
    ObjectNode request = events.request(merchant, cardOf(kind, number), pick(VALIDITIES), due);
    return new Scenario(renewalId, kind, merchant, carrier, acts(kind, events, request, due));
  }

  private static String cardOf(ScenarioKind kind, int number) {
    return kind == ScenarioKind.CARD_REPORTS ? Cards.ownOf(number) : Cards.iccid(number);
  }

  private List<ScenarioStep> acts(ScenarioKind kind, Events events, ObjectNode request, long due) {
    return switch (kind) {
      case LONG_REVIEW ->
          acts(
              http(request, events.settled(due)),
              http(events.approved()).getFirst().when(Timing.AT_THE_END));
      case USUAL -> maybeInFile(http(request, events.settled(due), events.approved()));
      case ANY_ORDER ->
          maybeInFile(shuffled(http(request, events.settled(due), events.approved())));
      case DUPLICATES ->
          maybeInFile(shuffled(copied(http(request, events.settled(due), events.approved()))));
      case LATE_PAYMENT ->
          acts(
              http(request, events.approved()),
              http(events.settled(due)).getFirst().when(Timing.AT_THE_END));
      case FAILED_PAYMENT ->
          acts(http(request, events.failed(due), events.settled(due), events.approved()));
      case TWO_PARTS ->
          maybeInFile(
              shuffled(
                  http(
                      request,
                      events.settled(due / 2),
                      events.settled(due - due / 2),
                      events.approved())));
      case OVERPAID ->
          acts(http(request, events.settled(due), events.settled(due), events.approved()));
      case OVERPAID_AND_RETURNED -> {
        ObjectNode second = events.settled(due);
        yield acts(
            http(request, events.settled(due), second, events.approved()),
            onceUsable(events.refunded(due, "EXCESS", second)));
      }
      case REFUNDED ->
          acts(
              http(request, events.settled(due), events.approved()),
              onceUsable(events.refunded(due, "CANCELLATION")));
      case REFUNDED_BY_SUMS -> {
        ObjectNode payment = events.settled(due);
        List<ScenarioStep> acts =
            acts(
                http(request, payment, events.approved()),
                onceUsable(events.refundedSoFar(due / 2, payment)));
        // A sum that was overtaken takes nothing back.
        acts.addAll(
            http(events.refundedSoFar(due / 4, payment), events.refundedSoFar(due, payment)));
        yield acts;
      }
      case CANCELLED -> {
        ObjectNode payment = events.settled(due);
        yield maybeInFile(http(request, payment, events.refunded(due, "CANCELLATION", payment)));
      }
      case REFUND_OF_NOBODYS ->
          acts(
              http(request, events.settled(due), events.approved()),
              onceUsable(events.refunded(due, "CANCELLATION").put("refundOf", "nobodys")));
      case GOODWILL ->
          acts(
              http(request, events.settled(due), events.approved()),
              onceUsable(events.refunded(Math.max(1, due / 10), "GOODWILL")));
      case REJECTED -> acts(http(request, events.settled(due), events.rejected()));
      case REJECTED_THEN_APPROVED ->
          maybeInFile(
              shuffled(http(request, events.settled(due), events.rejected(), events.approved())));
      case GIFT -> {
        request.withObject("amountDue").put("minorUnits", 0);
        yield maybeInFile(http(request, events.approved()));
      }
      case PROMOTION -> {
        long reduced = due - Events.DISCOUNT;
        request.withObject("amountDue").put("minorUnits", reduced);
        yield acts(http(Events.withPromotion(request), events.settled(reduced), events.approved()));
      }
      case CONFLICTING_DUPLICATE -> {
        ObjectNode payment = events.settled(due);
        ObjectNode other = payment.deepCopy();
        other.withObject("amount").put("minorUnits", due + 1);
        // The gateway would know and refuse it; who writes to Kafka himself meets the stream.
        List<ScenarioStep> acts = acts(http(request, payment));
        acts.add(new Event(other, Route.KAFKA, Timing.NEXT));
        acts.addAll(http(events.approved()));
        yield acts;
      }
      case WRONG_CHANNEL ->
          acts(
              http(
                  request,
                  events.settled(due).put("channelId", STRANGE_CHANNEL),
                  events.settled(due),
                  events.approved()));
      case WRONG_CARD ->
          acts(
              http(
                  request,
                  events.settled(due),
                  events.approved().put("iccid", Cards.NOBODYS),
                  events.approved().put("iccid", request.path("iccid").asText())));
      case MISPLACED ->
          acts(
              shuffled(http(request, events.settled(due), events.approved())).stream()
                  .map(event -> event.by(Route.WRONG_PARTITION))
                  .toList());
      case DAMAGED -> damaged(http(request, events.settled(due), events.approved()), events, due);
      case NEVER_PAID -> acts(http(request, events.approved()));
      case NEVER_REVIEWED -> acts(http(request, events.settled(due)));
      case CARD_REPORTS -> {
        List<ScenarioStep> acts = acts(http(request, events.settled(due), events.approved()));
        acts.addAll(
            new CardReports(
                    request.path("carrierId").asText(),
                    request.path("iccid").asText(),
                    request.path("plan").path("dataBytes").asLong(),
                    begun.plus(BEGUN_BEFORE),
                    random)
                .steps());
        yield acts;
      }
    };
  }

  private List<ScenarioStep> damaged(List<Event> good, Events events, long due) {
    List<ScenarioStep> acts = new ArrayList<>(good);
    for (Harm harm : Harm.values()) {
      int place = random.nextInt(acts.size() + 1);
      acts.add(place, new Damage(events.settled(due), harm, Timing.NEXT));
    }
    return acts;
  }

  private static List<Event> http(ObjectNode... events) {
    return Arrays.stream(events).map(json -> new Event(json, Route.HTTP, Timing.NEXT)).toList();
  }

  private static Event onceUsable(ObjectNode json) {
    return new Event(json, Route.HTTP, Timing.ONCE_USABLE);
  }

  private static List<ScenarioStep> acts(List<Event> first, Event... then) {
    List<ScenarioStep> acts = new ArrayList<>(first);
    acts.addAll(Arrays.asList(then));
    return acts;
  }

  private List<ScenarioStep> maybeInFile(List<Event> events) {
    boolean inFile = random.nextInt(100) < IN_FILE_PERCENT;
    return acts(inFile ? events.stream().map(event -> event.by(Route.FILE)).toList() : events);
  }

  private List<Event> copied(List<Event> events) {
    List<Event> all = new ArrayList<>();
    for (Event event : events) {
      all.addAll(Collections.nCopies(1 + random.nextInt(MOST_COPIES), event));
    }
    return all;
  }

  private List<Event> shuffled(List<Event> events) {
    List<Event> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private ScenarioKind anyKind() {
    int at = random.nextInt(kindWeights);
    for (ScenarioKind kind : kinds) {
      at -= kind.weight();
      if (at < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("cannot happen: the weights add up");
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
