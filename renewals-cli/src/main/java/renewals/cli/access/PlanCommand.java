package renewals.cli.access;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code access plan}. */
@Command(
    name = "plan",
    description =
        "Shows who shall be allowed what, and in what the cluster differs; changes nothing.")
final class PlanCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private AccessOptions options;

  @Override
  public void run() {
    AccessPlan plan = options.plan();
    PrintWriter out = spec.commandLine().getOut();
    AccessMatrix.lines(plan).forEach(out::println);
    out.println();
    out.flush();
    try (AccessAdmin admin = AccessAdmin.connect(options.settings())) {
      AccessChange change = admin.differenceTo(plan);
      change.lines().forEach(out::println);
      if (change.isNone()) {
        out.println("the cluster is as planned");
      }
    }
    out.flush();
  }
}
