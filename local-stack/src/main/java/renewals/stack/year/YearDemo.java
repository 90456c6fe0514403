package renewals.stack.year;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.stack.LocalStack;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.demo.Summary;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;
import renewals.stack.folder.SandboxFolder;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;
import renewals.stack.sandbox.SandboxPlan;
import renewals.stack.verify.Guarantee;

/** Starts a sandbox, plays a year in it, and checks the promises. */
public final class YearDemo {

  private static final int SHOPS = 27;
  private static final int PARTITIONS = 2;

  private final Path data;
  private final boolean keep;
  private final @Nullable Path report;
  private final Map<String, String> given;
  private final Function<Consumer<String>, StartWatch> starting;
  private final PrintWriter out;

  /**
   * A demonstration of a year.
   *
   * @param data folder of the stack
   * @param keep whether data and logs stay though all promises held
   * @param report file for the summary as JSON, null for none
   * @param given settings of the services
   * @param starting begins a start, of which somebody is told how it goes
   * @param out where it shows itself
   */
  public YearDemo(
      Path data,
      boolean keep,
      @Nullable Path report,
      Map<String, String> given,
      Function<Consumer<String>, StartWatch> starting,
      PrintWriter out) {
    this.data = data;
    this.keep = keep;
    this.report = report;
    this.given = given;
    this.starting = starting;
    this.out = out;
  }

  /** Runs it. */
  public Summary run() {
    long began = System.nanoTime();
    boolean kept = true;
    try (DataFolder folder = DataFolder.take("--data", data)) {
      folder.clear();
      SandboxFolder.demand("--data", folder.path(), true, true);
      FreeDisk.demand(folder.path(), FreeDisk.LEAST, "Kafka, registry and state");
      try (LocalStack stack = LocalStack.start(plan(), starting.apply(this::say))) {
        Year year = new Year(stack, SHOPS, out);
        say("%d shops renew their cards for a year of the sandbox's clock".formatted(SHOPS));
        List<Guarantee> guarantees = year.play();
        Summary summary =
            new Summary(
                year.renewals(),
                0,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                guarantees);
        summary.print(out);
        if (report != null) {
          summary.writeJson(report);
        }
        kept = keep || !summary.allHeld();
        return summary;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted", e);
      } finally {
        if (kept) {
          say(
              "data and logs are kept in %1$s; ./renewals up --sandbox --data %1$s"
                  .formatted(data));
        } else {
          folder.clear();
        }
      }
    }
  }

  private StackPlan plan() {
    return new StackPlan(
        data,
        StackPorts.FREE,
        PARTITIONS,
        1,
        given,
        false,
        Optional.of(new SandboxPlan(0, Optional.of(Year.BEGINS))));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
