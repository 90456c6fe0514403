package renewals.cli.access;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code access plan}. */
@Command(
    name = "plan",
    description =
        "Shows who shall be allowed what, and in what the cluster differs; changes nothing.")
final class PlanCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private AccessOptions options;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Rights by user and the differences, as one JSON object.")
  private boolean isJson;

  @Override
  public void run() {
    AccessPlan plan = options.plan();
    PrintWriter out = spec.commandLine().getOut();
    if (isJson) {
      try (AccessAdmin admin = AccessAdmin.connect(options.reachable())) {
        out.println(AccessJson.of(plan, admin.differenceTo(plan)));
      }
      out.flush();
      return;
    }
    AccessMatrix.lines(plan).forEach(out::println);
    out.println();
    out.flush();
    try (AccessAdmin admin = AccessAdmin.connect(options.reachable())) {
      AccessChange change = admin.differenceTo(plan);
      change.lines().forEach(out::println);
      if (change.isNone()) {
        out.println("the cluster is as planned");
      }
    }
    out.flush();
  }
}
