package renewals.stack.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.Terminal;
import renewals.stack.demo.Demo;
import renewals.stack.demo.DemoPlan;
import renewals.stack.year.YearDemo;

/** {@code ./renewals demo}. */
@Command(
    name = "demo",
    description =
        "Starts Kafka, registry and services on this machine, simulates channels, carriers and"
            + " merchants, and checks the promises; exit code 0 only if all of them held.")
final class DemoCommand implements Callable<Integer> {

  private static final int MOST_RENEWALS = 100_000;
  private static final int LARGEST_SEED = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions options;
  @Mixin private StartOptions starting;

  @Option(
      names = "--renewals",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many, default ${DEFAULT-VALUE}.")
  private int renewals;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Makes up the same stories again; default: a new one each time.")
  private @Nullable Long seed;

  @Option(
      names = "--keep",
      fallbackValue = "true",
      description =
          "Keep data and logs afterwards, for 'renewals up --data DIR'; on a terminal the stack"
              + " runs on until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local/demo",
      description = "Folder of data and logs, default ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--secure",
      fallbackValue = "true",
      description =
          "Kafka takes TLS and users with the least rights only, the intake parties only.")
  private boolean secure;

  @Option(
      names = "--year",
      fallbackValue = "true",
      description =
          "Instead: shops that renew their cards for a year, in a sandbox whose clock is moved.")
  private boolean year;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the summary as JSON.")
  private @Nullable Path report;

  @Override
  public Integer call() {
    if (renewals < 1 || renewals > MOST_RENEWALS) {
      throw wrong("--renewals is %d, expected 1 to %d".formatted(renewals, MOST_RENEWALS));
    }
    if (report != null && !isWritable(report)) {
      throw wrong("--report is %s, expected a file in a folder that exists".formatted(report));
    }
    Duration wait = starting.atMost();
    if (year) {
      return year(wait);
    }
    long chosen = seed != null ? seed : ThreadLocalRandom.current().nextInt(LARGEST_SEED);
    DemoPlan plan =
        new DemoPlan(
            renewals, chosen, data.toAbsolutePath(), keep, report, Terminal.isOut(), secure);
    Demo demo =
        new Demo(
            plan,
            options.given(),
            progress -> starting.begin(wait, progress),
            spec.commandLine().getOut());
    return demo.run().allHeld() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private int year(Duration wait) {
    if (secure) {
      throw wrong("--year and --secure are given, expected one of them");
    }
    YearDemo demo =
        new YearDemo(
            data.toAbsolutePath(),
            keep,
            report,
            options.given(),
            progress -> starting.begin(wait, progress),
            spec.commandLine().getOut());
    return demo.run().allHeld() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder) && !Files.isDirectory(file);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
