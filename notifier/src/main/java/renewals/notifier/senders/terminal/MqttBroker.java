package renewals.notifier.senders.terminal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/**
 * The broker of terminals by MQTT 5. What a terminal shows is the retained message of {@code
 * terminals/<terminalId>/card}; it is read and put together with what is new before it is replaced,
 * so that no retry, no other instance and no restart brings an earlier state back.
 *
 * <p>A connection of which an answer is missing is ended: nothing that was asked for on it comes
 * later than what is asked for next. A refusal is an answer.
 */
final class MqttBroker implements TerminalBroker {

  private static final Logger LOG = LoggerFactory.getLogger(MqttBroker.class);

  /** So many terminals are told at once at most; one of them never twice at once. */
  private static final int LANES = 16;

  private final TerminalSettings settings;
  private final List<Lock> lanes =
      Stream.generate(ReentrantLock::new).limit(LANES).map(Lock.class::cast).toList();
  private final Lock connecting = new ReentrantLock();
  private volatile @Nullable MqttLink link;
  private volatile String state = Health.READY;

  MqttBroker(TerminalSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean show(ShownState fresh) throws IOException, InterruptedException {
    int lane = Math.floorMod(fresh.terminalId().hashCode(), LANES);
    lanes.get(lane).lockInterruptibly();
    try {
      MqttLink open = linked();
      try {
        boolean isLatest = replace(open, fresh, lane);
        state = Health.READY;
        return isLatest;
      } catch (MqttLink.RefusedException e) {
        // a terminal that the broker won't have: it answers, and no other waits for it
        state = Health.READY;
        throw e;
      } catch (IOException | InterruptedException | RuntimeException e) {
        drop(open, String.valueOf(e.getMessage()));
        throw e;
      }
    } finally {
      lanes.get(lane).unlock();
    }
  }

  private static boolean replace(MqttLink open, ShownState fresh, int lane)
      throws IOException, InterruptedException {
    String topic = "terminals/%s/card".formatted(fresh.terminalId());
    byte[] kept = open.retained(topic, lane);
    ShownState shown = kept == null ? null : read(fresh.terminalId(), kept);
    ShownState next = shown == null ? fresh : shown.with(fresh);
    if (!next.equals(shown)) {
      open.retain(topic, next.bytes());
    }
    return next.showsOf(fresh);
  }

  /** What somebody else has put there is replaced. */
  private static @Nullable ShownState read(String terminalId, byte[] kept) {
    try {
      return ShownState.read(terminalId, kept);
    } catch (IOException e) {
      LOG.warn("Terminal {} shows something else: {}", terminalId, e.getMessage());
      return null;
    }
  }

  private MqttLink linked() throws IOException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      MqttLink open = link;
      if (open == null || !open.isConnected()) {
        open = MqttLink.open(settings);
        link = open;
      }
      return open;
    } catch (IOException e) {
      state = String.valueOf(e.getMessage());
      throw e;
    } finally {
      connecting.unlock();
    }
  }

  private void drop(MqttLink broken, String why) {
    state = why;
    broken.close();
  }

  @Override
  public String state() {
    return state;
  }

  @Override
  public void close() {
    MqttLink open = link;
    if (open != null) {
      open.close();
    }
  }
}
