package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import renewals.stack.sim.scenario.Carriers;
import renewals.stack.sim.scenario.Scenario;
import renewals.stack.sim.scenario.ScenarioStep;
import renewals.stack.sim.scenario.ScenarioStep.Damage;
import renewals.stack.sim.scenario.ScenarioStep.Event;
import renewals.stack.sim.scenario.ScenarioStep.Route;
import renewals.stack.sim.scenario.ScenarioStep.Timing;

/** Plays all stories at once, spread over a while; each by itself, act after act. */
public final class Player {

  private final HttpChannel http;
  private final KafkaChannel kafka;
  private final Journal journal;
  private final Partners partners;
  private final Audience audience;
  private final Duration duration;

  public Player(
      HttpChannel http,
      KafkaChannel kafka,
      Journal journal,
      Partners partners,
      Audience audience,
      Duration duration) {
    this.http = http;
    this.kafka = kafka;
    this.journal = journal;
    this.partners = partners;
    this.audience = audience;
    this.duration = duration;
  }

  /** Sends what a story begins with, at once. */
  public void open(Scenario story) throws InterruptedException {
    for (ScenarioStep act : story.opening()) {
      perform(story.renewalId(), act);
    }
  }

  /** Plays everything that does not go by file, and returns when the last act is over. */
  public void play(List<Scenario> stories, List<Carriers.Word> words, long seed) {
    Random random = new Random(seed);
    CountDownLatch nearEnd = new CountDownLatch(stories.size() + 1);
    List<Future<?>> playing = new ArrayList<>();
    try (ExecutorService stage = Executors.newVirtualThreadPerTaskExecutor()) {
      playing.add(stage.submit(() -> speak(words, nearEnd)));
      for (Scenario story : stories) {
        Duration begin = Duration.ofMillis((long) (random.nextDouble() * duration.toMillis()));
        playing.add(stage.submit(() -> play(story, begin, nearEnd)));
      }
      for (Future<?> story : playing) {
        story.get();
      }
    } catch (ExecutionException e) {
      throw new SimulationException("a story broke off: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SimulationException("interrupted", e);
    }
  }

  /** Lets the carriers say what they have to say, each word at its time. */
  private Void speak(List<Carriers.Word> words, CountDownLatch nearEnd)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      for (Carriers.Word word : words) {
        TimeUnit.NANOSECONDS.sleep(word.after().toNanos() - (System.nanoTime() - began));
        if (word.onceTold().isPresent()) {
          // Said even if nobody was told in time: the checks find that.
          audience.awaitCarrierNotice(word.onceTold().get(), untilHeard());
        }
        perform(word.carrierId(), word.act());
      }
    } finally {
      nearEnd.countDown();
    }
    return null;
  }

  private Void play(Scenario story, Duration begin, CountDownLatch nearEnd)
      throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(begin.toMillis());
    boolean waitsForOthers = false;
    try {
      for (ScenarioStep act : story.acts()) {
        if (act.timing() == Timing.AT_THE_END && !waitsForOthers) {
          waitsForOthers = true;
          nearEnd.countDown();
          nearEnd.await();
        }
        perform(story.renewalId(), act);
      }
    } finally {
      // A story that breaks off must not keep the others waiting.
      if (!waitsForOthers) {
        nearEnd.countDown();
      }
    }
    return null;
  }

  /** Lets one act happen, of the renewal or carrier of that id. */
  private void perform(String id, ScenarioStep act) throws InterruptedException {
    if (act.timing() == Timing.ONCE_USABLE && !audience.awaitUsable(id, untilHeard())) {
      journal.refused(id, "was not usable within " + untilHeard().toSeconds() + " s");
      return;
    }
    switch (act) {
      case Event event when event.route() == Route.HTTP -> post(id, event.json());
      case Event event when event.route() == Route.WRONG_PARTITION ->
          sent(id, event.json(), kafka.sendMisplaced(event.json()));
      case Event event when event.route() == Route.KAFKA || !partners.files() ->
          sent(id, event.json(), kafka.send(event.json()));
      case Event byFile -> {
        // published with the file it stands in
      }
      case Damage damage -> {
        Place place = kafka.sendDamaged(damage.event(), damage.harm());
        partners.witness().acknowledged(id, damage.harm().name(), place);
        journal.sentDamaged(id, damage.event(), damage.harm());
      }
    }
  }

  /** At least ten minutes: what a refund is for has to be there first, also on a busy machine. */
  private Duration untilHeard() {
    Duration least = Duration.ofMinutes(10);
    return partners.patience().compareTo(least) < 0 ? least : partners.patience();
  }

  private void sent(String id, JsonNode event, Place place) {
    partners.witness().acknowledged(id, Identity.of(event), place);
    journal.sent(id, event);
  }

  private void post(String id, JsonNode event) throws InterruptedException {
    switch (http.send(event)) {
      case HttpChannel.Taken taken -> sent(id, event, taken.place());
      case HttpChannel.Refused refused -> journal.refused(id, refused.why());
    }
  }
}
