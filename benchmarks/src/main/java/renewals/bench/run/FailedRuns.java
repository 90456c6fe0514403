package renewals.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import renewals.bench.load.BenchException;

/** Runs that came to no end: what others gave in an hour must not be lost with them. */
public final class FailedRuns {

  private final Consumer<String> progress;
  private final List<String> faults = new ArrayList<>();

  public FailedRuns(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * What a run gave; empty: it failed, which is kept.
   *
   * @throws BenchException whoever called was told to stop
   */
  public <T> Optional<T> unlessItFails(String name, Supplier<T> run) {
    try {
      return Optional.of(run.get());
    } catch (BenchException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      String fault = name + ": " + e.getMessage();
      progress.accept(fault);
      faults.add(fault);
      return Optional.empty();
    }
  }

  public List<String> all() {
    return List.copyOf(faults);
  }
}
