package renewals.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Notes each second how much memory a process has resident, into a file of seconds and megabytes.
 */
final class MemoryWatch implements AutoCloseable {

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong most = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong seconds = new AtomicLong();
  private final Path file;

  MemoryWatch(LongSupplier pid, Path file) {
    this.file = file;
    var unused = clock.scheduleAtFixedRate(() -> note(pid.getAsLong()), 1, 1, TimeUnit.SECONDS);
  }

  private void note(long pid) {
    long megabytes = ProcessUse.residentMegabytes(pid);
    last.set(megabytes);
    most.accumulateAndGet(megabytes, Math::max);
    try {
      Files.writeString(
          file,
          "%d,%d%n".formatted(seconds.incrementAndGet(), megabytes),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot write " + file, e);
    }
  }

  long mostMegabytes() {
    return most.get();
  }

  long lastMegabytes() {
    return last.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
