package renewals.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import renewals.bench.load.BenchException;
import renewals.kit.OwnerOnly;

/**
 * Notes each second how much memory a process has resident, into a file: seconds, megabytes, and
 * the most that the system saw this process have so far, between two looks too.
 */
public final class MemoryWatch implements AutoCloseable {

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong most = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final List<Long> readings = new CopyOnWriteArrayList<>();
  private final Path file;

  public MemoryWatch(LongSupplier pid, Path file) {
    this.file = file;
    var unused = clock.scheduleAtFixedRate(() -> look(pid), 1, 1, TimeUnit.SECONDS);
  }

  private void look(LongSupplier pid) {
    try {
      note(pid.getAsLong());
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void note(long pid) throws IOException {
    long second = seconds.incrementAndGet();
    long resident = ProcessUse.residentMegabytes(pid);
    long peak = ProcessUse.peakMegabytes(pid);
    if (resident == 0) {
      return; // between two processes
    }
    last.set(resident);
    readings.add(resident);
    most.accumulateAndGet(Math.max(resident, peak), Math::max);
    Files.writeString(
        OwnerOnly.file(file),
        "%d,%d,%d%n".formatted(second, resident, peak),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /**
   * The most so far.
   *
   * @throws BenchException it could not be seen all the time
   */
  public long mostMegabytes() {
    Exception first = failure.get();
    if (first != null) {
      throw new BenchException("memory was not watched to the end: " + first, first);
    }
    if (most.get() == 0) {
      throw new BenchException("the system does not tell what memory a process has");
    }
    return most.get();
  }

  /** What was resident at each second so far, but for those between two processes. */
  public List<Long> readings() {
    return List.copyOf(readings);
  }

  public long lastMegabytes() {
    return last.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
