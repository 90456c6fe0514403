package renewals.activation.estimate.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.estimate.learn.Learner;
import renewals.activation.estimate.learn.Observations;
import renewals.activation.estimate.learn.TimesRecord;
import renewals.activation.estimate.model.EstimateQuery;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.Stage;

/**
 * Runs renewals through a world and asks for estimates on the way. What happens is told in the
 * order of time to the learners of three partitions, and only that is known to who answers.
 */
final class Simulation {

  /** When a time was quoted. */
  enum Occasion {
    REQUESTED,
    PAID,
    LATER
  }

  /**
   * A quoted time.
   *
   * @param slowness of the channel
   * @param by quoted, {@code trueBy} what one who knows the world would have quoted
   */
  record Quote(
      Occasion occasion, double slowness, long madeAt, long by, long trueBy, long decidedAt) {
    boolean kept() {
      return decidedAt <= by;
    }
  }

  private static final int PARTITIONS = 3;
  private static final long DAY = 86_400_000;
  private static final String CARRIER = "carrier-1";
  private static final Channel FIRST = new Channel("channel-1", 1);

  /** A channel, and how much longer than usual everything takes through it. */
  private record Channel(String id, double slowness) {}

  private record Event(long at, long order, Runnable happens) {}

  final List<Quote> quotes = new ArrayList<>();
  private final List<Long> withoutBy = new ArrayList<>();
  private final World world;
  private final Ablation ablation;
  private final boolean comparesWithTruth;
  private final Random random;
  private final Duration refit;
  private final long end;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
  private final Map<String, byte[]> topic = new TreeMap<>();
  private final List<Learner> learners = new ArrayList<>();
  private final EstimateSettings settings = EstimateSettings.DEFAULTS;
  private Estimates estimates = Fitting.ofNothing(World.BEGIN, settings);
  private CarrierCondition condition = CarrierCondition.NORMAL;
  private CarrierDowntime downtime = CarrierDowntime.NONE;
  private long order;
  private long now;

  Simulation(World world, long seed, int days, Duration refit) {
    this(world, seed, days, refit, Ablation.NOTHING, true);
  }

  /** A run without a part of the method; what would be true is not worked out. */
  Simulation(World world, long seed, int days, Duration refit, Ablation ablation) {
    this(world, seed, days, refit, ablation, false);
  }

  private Simulation(
      World world,
      long seed,
      int days,
      Duration refit,
      Ablation ablation,
      boolean comparesWithTruth) {
    this.ablation = ablation;
    this.comparesWithTruth = comparesWithTruth;
    this.world = world;
    this.random = new Random(seed);
    this.refit = refit;
    this.end = World.BEGIN.toEpochMilli() + days * DAY;
    for (int p = 0; p < PARTITIONS; p++) {
      learners.add(new Learner(p, topic::get, () -> estimates));
    }
  }

  Simulation run() {
    long begin = World.BEGIN.toEpochMilli();
    at(begin + 1, this::nextArrives);
    at(begin + refit.toMillis(), this::fit);
    for (World.Outage outage : world.outages) {
      long from = begin + outage.after().toMillis();
      Instant until = Instant.ofEpochMilli(from).plus(outage.lasts());
      at(from, () -> says(CarrierCondition.State.OUTAGE, outage.endTold() ? until : null));
      at(until.toEpochMilli(), () -> says(CarrierCondition.State.NORMAL, null));
    }
    while (!events.isEmpty() && events.peek().at() < end + 30 * DAY) {
      Event event = events.poll();
      now = event.at();
      event.happens().run();
    }
    return this;
  }

  private void at(long time, Runnable happens) {
    events.add(new Event(time, order++, happens));
  }

  private void says(CarrierCondition.State state, @Nullable Instant until) {
    condition = new CarrierCondition(state, Instant.ofEpochMilli(now), until);
    downtime = downtime.with(condition, Instant.ofEpochMilli(now - 15 * DAY));
  }

  private void nextArrives() {
    if (now >= end) {
      return;
    }
    int hour = Instant.ofEpochMilli(now).atZone(World.ZONE).getHour();
    double busy = hour >= 8 && hour < 22 ? 1.5 : 0.3;
    if (random.nextDouble() < busy / 1.5) {
      Learner learner = learners.get(random.nextInt(PARTITIONS));
      requested(learner, world.secondChannel > 0 && random.nextBoolean() ? second() : FIRST);
    }
    double mean = DAY / (world.perDay * 1.5);
    at(now + 1 + (long) (-mean * Math.log(1 - random.nextDouble())), this::nextArrives);
  }

  private Channel second() {
    return new Channel("channel-2", world.secondChannel);
  }

  private Observations at(Learner learner, Channel channel) {
    return learner.at(CARRIER, known(channel));
  }

  private String known(Channel channel) {
    return ablation.isWithout(Ablation.CHANNELS) ? FIRST.id() : channel.id();
  }

  private void requested(Learner learner, Channel channel) {
    long since = now;
    at(learner, channel).waits(Stage.PAYMENT, since);
    ExpectedUsable told = random.nextInt(4) == 0 ? ask(channel, Stage.PAYMENT, since) : null;
    if (random.nextDouble() < 0.15) {
      long lapses = since + DAY;
      at(lapses, () -> at(learner, channel).brokeOff(Stage.PAYMENT, since, lapses));
      return;
    }
    long paidAt = since + (long) (180_000 * Math.exp(1.2 * random.nextGaussian()));
    at(paidAt, () -> paid(learner, channel, since, told));
  }

  private void paid(
      Learner learner, Channel channel, long requestedAt, @Nullable ExpectedUsable toldAtRequest) {
    long since = now;
    at(learner, channel).ended(Stage.PAYMENT, requestedAt, since);
    at(learner, channel).waits(Stage.REVIEW, since);
    long decidedAt = world.decide(since, channel.slowness(), random);
    note(Occasion.REQUESTED, channel, requestedAt, requestedAt, toldAtRequest, decidedAt);
    ExpectedUsable told = ask(channel, Stage.REVIEW, since);
    note(Occasion.PAID, channel, since, since, told, decidedAt);
    long again = since + world.lookAgainAfter.toMillis();
    if (again < decidedAt) {
      at(
          again,
          () ->
              note(
                  Occasion.LATER,
                  channel,
                  since,
                  again,
                  ask(channel, Stage.REVIEW, since),
                  decidedAt));
    }
    at(
        decidedAt,
        () -> {
          at(learner, channel).ended(Stage.REVIEW, since, decidedAt);
          if (told.by() != null) {
            boolean held = decidedAt <= told.by().toEpochMilli();
            at(learner, channel).promised(told.basis(), held, decidedAt);
          }
        });
  }

  private ExpectedUsable ask(Channel channel, Stage stage, long since) {
    boolean isTold = !ablation.isWithout(Ablation.DOWNTIMES);
    return estimates.expect(
        new EstimateQuery(
            CARRIER,
            known(channel),
            stage,
            Instant.ofEpochMilli(since),
            isTold ? List.of(condition) : List.of(),
            isTold ? downtime : CarrierDowntime.NONE),
        Instant.ofEpochMilli(ablation.isWithout(Ablation.WAITED_TIME) ? since : now));
  }

  private void note(
      Occasion occasion,
      Channel channel,
      long since,
      long madeAt,
      @Nullable ExpectedUsable told,
      long decidedAt) {
    if (told == null) {
      return;
    }
    if (told.by() == null) {
      withoutBy.add(madeAt);
      return;
    }
    boolean isCompared = comparesWithTruth && occasion != Occasion.REQUESTED;
    long trueBy = isCompared ? world.trueBy(since, channel.slowness(), madeAt) : 0;
    long by = Math.max(madeAt, told.by().toEpochMilli());
    quotes.add(new Quote(occasion, channel.slowness(), madeAt, by, trueBy, decidedAt));
  }

  private void fit() {
    for (Learner learner : learners) {
      learner.changes().forEach(this::store);
    }
    if (now % (6 * 3_600_000L) < refit.toMillis()) {
      for (Learner learner : learners) {
        learner
            .tidy(
                now,
                topic.entrySet().stream()
                    .map(e -> new TimesRecord(e.getKey(), e.getValue()))
                    .toList()
                    .iterator())
            .forEach(this::store);
      }
    }
    Fitting fitting =
        new Fitting(
            Instant.ofEpochMilli(now),
            ablation.isWithout(Ablation.DOWNTIMES) ? Map.of() : Map.of(CARRIER, downtime),
            settings,
            ablation.parts());
    topic.forEach(fitting::add);
    estimates = fitting.estimates();
    if (now < end) {
      at(now + refit.toMillis(), this::fit);
    }
  }

  private void store(TimesRecord record) {
    if (record.value() == null) {
      topic.remove(record.key());
    } else {
      topic.put(record.key(), record.value());
    }
  }

  /** Answers without a time, from an instant on. */
  long withoutBySince(long from) {
    return withoutBy.stream().filter(at -> at >= from).count();
  }
}
