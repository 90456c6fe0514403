package renewals.faults.cluster;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.stack.broker.BrokerNode;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;

/** One of the brokers: always the same ports and data. */
public final class Broker {

  private final BrokerNode node;
  private final Path logs;
  private final @Nullable Volume volume;
  private @Nullable BrokerProcess process;
  private boolean closed;

  Broker(BrokerNode node, Path logs, @Nullable Volume volume) {
    this.node = node;
    this.logs = logs;
    this.volume = volume;
  }

  @Override
  public String toString() {
    return "broker-" + node.number();
  }

  int port() {
    return node.port();
  }

  /** The disk of its logs, if it has one of its own. */
  public Optional<Volume> volume() {
    return Optional.ofNullable(volume);
  }

  /** Whether its process runs. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Starts it, if it does not run; it may not answer yet. */
  public synchronized void start() {
    if (closed) {
      throw new StackException("stopped while it was starting");
    }
    if (process == null || !process.isAlive()) {
      process = BrokerProcess.launch(node, logs);
    }
  }

  /** Waits until it answers. */
  public void awaitReady() {
    running().awaitReady();
  }

  /** Waits until it answers, as long as a start may take. */
  void awaitReady(StartWatch watch) {
    running().awaitReady(watch);
  }

  /** As {@code kill -9}. */
  public void kill() {
    running().kill();
  }

  /** As {@code kill -STOP}. */
  public void pause() {
    running().pause();
  }

  /** As {@code kill -CONT}. */
  public void resume() {
    running().resume();
  }

  /** Asks it to stop, and waits until it has. */
  public void stop() {
    running().close();
  }

  /** Ends it for good, at once: nobody needs its data any more. */
  synchronized void close() {
    closed = true;
    if (process != null && process.isAlive()) {
      process.kill();
    }
    volume().ifPresent(Volume::unmount);
  }

  private synchronized BrokerProcess running() {
    if (process == null) {
      throw new IllegalStateException(this + " was never started");
    }
    return process;
  }
}
