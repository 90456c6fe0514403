package renewals.bench.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import renewals.bench.delivery.judge.Kill;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;

/** The notifier as a process of its own, which is killed and started again. */
final class Notifier implements AutoCloseable {

  private final Map<String, String> settings;
  private final Path data;
  private volatile ServiceProcess process;

  private Notifier(Map<String, String> settings, Path data) {
    this.settings = settings;
    this.data = data;
    this.process = begin();
  }

  /** Starts it, and waits until it is ready. */
  static Notifier start(Map<String, String> settings, Path data) {
    Notifier notifier = new Notifier(settings, data);
    try {
      notifier.process.awaitReady();
      return notifier;
    } catch (RuntimeException e) {
      notifier.close();
      throw e;
    }
  }

  private ServiceProcess begin() {
    return ServiceProcess.start(Service.NOTIFIER, "notifier", settings, data, 0);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  Kill kill() {
    long asked = System.currentTimeMillis();
    process.kill();
    return new Kill(asked, System.currentTimeMillis());
  }

  /** Starts it again, with its state; how long it took until it was ready. */
  Duration startAgain() {
    long began = System.nanoTime();
    process = begin();
    process.awaitReady();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    process.close();
  }
}
