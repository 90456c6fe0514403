package renewals.stack.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Closing;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.sandbox.ClockAnswer;
import renewals.kit.sandbox.ClockMover;
import renewals.kit.sandbox.ServiceClock;

/**
 * The clock of a sandbox, which is every service's once a move has returned, and partners who
 * answer by themselves. A move stops at each answer that falls due on its way, so that each is said
 * at its time.
 */
public final class Sandbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(30);
  private static final Duration ASK_WITHIN = Duration.ofSeconds(5);
  private static final long ASK_AGAIN_MS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Closing opened;
  private final ServiceClock clock;
  private final ClockMover mover;
  private final AnsweringPartners partners;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Supplier<List<String>> services = List::of;

  /** A service did not hear of a move in time; that stands all the same. */
  public static final class NotHeardException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotHeardException(String message) {
      super(message);
    }
  }

  private Sandbox(
      Closing opened, ServiceClock clock, ClockMover mover, AnsweringPartners partners) {
    this.opened = opened;
    this.clock = clock;
    this.mover = mover;
    this.partners = partners;
  }

  /** What the services of a sandbox are told, on top of what the user says. */
  public static Map<String, String> settings(Settings given, SandboxPhones phones) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(ServiceClock.SETTING, "true");
    // a record's proof is of the wall's time, which isn't that of a sandbox
    Optional<String> provenance = given.text("provenance");
    if (provenance.isPresent() && !provenance.get().equals("off")) {
      throw new SettingException(
          "provenance", provenance.get(), "off, as records of a sandbox bear no proof");
    }
    settings.put("provenance", "off");
    if (given.text("notifier.sms.provider").isEmpty()) {
      settings.putAll(phones.settings());
    }
    // who moves the clock waits for what falls due on the way
    settings.put("activation.tick", given.text("activation.tick", "25ms"));
    settings.put("notifier.tick", given.text("notifier.tick", "25ms"));
    settings.put("notifier.webhook.allow-http", given.text("notifier.webhook.allow-http", "true"));
    settings.put(
        "notifier.webhook.allow-private", given.text("notifier.webhook.allow-private", "true"));
    return settings;
  }

  /**
   * Sets the clock and begins to answer requests; the services may start then.
   *
   * @param settings of the stack
   * @throws SettingException that time is past in this sandbox
   */
  public static Sandbox open(Settings settings, SandboxPlan plan) throws InterruptedException {
    Closing opened = new Closing();
    try {
      ClockMover.prepareTopic(settings);
      ServiceClock clock = opened.add(ServiceClock.open(settings));
      ClockMover mover = opened.add(ClockMover.open(settings, clock));
      if (plan.clock().isPresent()) {
        setTo(mover, plan.clock().get());
      } else if (mover.moves() == 0) {
        // what comes before the first move would change its time with it
        mover.moveTo(mover.now());
      }
      return new Sandbox(
          opened, clock, mover, opened.add(AnsweringPartners.start(settings, clock)));
    } catch (RuntimeException | InterruptedException e) {
      opened.close();
      throw e;
    }
  }

  private static void setTo(ClockMover mover, Instant start) throws InterruptedException {
    try {
      mover.demandNotPast(start, mover.now());
      mover.moveTo(start);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          "--clock", start.toString(), "no earlier than " + mover.now() + ", or --fresh");
    }
  }

  /**
   * Has these hear of each move from now on.
   *
   * @param urls base URLs of all instances
   */
  public void tell(Supplier<List<String>> urls) {
    services = urls;
  }

  /** What time it is. */
  public Instant now() {
    return clock.clock().instant();
  }

  /** What {@code GET /test/clock} answers. */
  ClockAnswer answer() {
    return new ClockAnswer(now().toString(), mover.moves());
  }

  /**
   * Moves the clock and returns when every service knows it.
   *
   * @throws IllegalArgumentException that time is past
   * @throws NotHeardException a service gave no answer in time, or knows nothing of it
   */
  public ClockAnswer moveTo(Instant target) throws InterruptedException {
    return move(now -> target);
  }

  /**
   * Likewise.
   *
   * @param by from what time it is to what time it shall be; one move after the other
   */
  synchronized ClockAnswer move(UnaryOperator<Instant> by) throws InterruptedException {
    Instant now = now();
    Instant target = by.apply(now);
    mover.demandNotPast(target, now);
    for (Optional<Instant> next = partners.nextAt();
        next.isPresent() && next.get().isBefore(target);
        next = partners.nextAt()) {
      if (next.get().isAfter(now())) {
        awaitHeard(mover.moveTo(next.get()));
      }
      partners.sayWhatIsDue();
    }
    if (target.isAfter(now())) {
      awaitHeard(mover.moveTo(target));
      partners.sayWhatIsDue();
    }
    return answer();
  }

  private void awaitHeard(int moves) throws InterruptedException {
    long end = System.nanoTime() + HEARD_WITHIN.toNanos();
    for (String service : services.get()) {
      while (movesKnownTo(service) < moves) {
        if (System.nanoTime() - end > 0) {
          throw new NotHeardException(
              "%s has not heard of the move within %s, which stands"
                  .formatted(service, HEARD_WITHIN));
        }
        Thread.sleep(ASK_AGAIN_MS);
      }
    }
  }

  private int movesKnownTo(String service) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(service + ClockAnswer.PATH))
                  .timeout(ASK_WITHIN)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body()).path("moves").asInt(-1);
    } catch (IOException e) {
      LOG.debug("{} does not say what time it is there", service, e);
      return -1;
    }
  }

  @Override
  public void close() {
    client.close();
    opened.close();
  }
}
