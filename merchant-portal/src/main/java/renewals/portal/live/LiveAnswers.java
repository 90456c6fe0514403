package renewals.portal.live;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one open page up to date by server-sent events: {@code answer} with the freshly rendered
 * answer at the beginning, at each change and every so often, since time alone changes it, too;
 * {@code moving} and {@code away} while nobody can say; {@code heartbeat} in between, since a
 * connection that died without a word looks to a browser like one on which nothing happens.
 */
public final class LiveAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Two heartbeats and some time on the way: a page that hears nothing for longer is cut off. */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(35);

  private static final Duration REFRESH = Duration.ofSeconds(60);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Clock clock;

  public LiveAnswers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Tells the client until it leaves or the server stops.
   *
   * @param rendered the answer of this moment, or why there is none
   */
  public void tell(EventStream client, LiveSubscribers.Watch watch, Supplier<LiveEvent> rendered) {
    try {
      while (!watch.isEnded()) {
        LiveEvent event = rendered.get();
        client.send(event.name(), event.data());
        if (event.isAnswer()) {
          awaitNews(client, watch);
        } else {
          watch.await(RETRY);
        }
      }
    } catch (IOException e) {
      LOG.debug("a client has left", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNews(EventStream client, LiveSubscribers.Watch watch)
      throws InterruptedException, IOException {
    Instant refresh = clock.instant().plus(REFRESH);
    while (!watch.isEnded() && clock.instant().isBefore(refresh)) {
      if (watch.await(HEARTBEAT)) {
        return;
      }
      client.heartbeat();
    }
  }
}
