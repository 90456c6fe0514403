package renewals.cli.access;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.kit.Settings;

/** {@code access apply}. */
@Command(
    name = "apply",
    description =
        "Makes users and rights as planned, and changes only what differs. The settings of each"
            + " user that is made stand in a file of its own.")
final class ApplyCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private AccessOptions options;

  @Option(
      names = "--clients",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files of users that are made, one each, password included.")
  private Path clients;

  @Override
  public void run() {
    AccessPlan plan = options.plan();
    Settings settings = options.reachableForChange();
    PrintWriter out = spec.commandLine().getOut();
    try (AccessAdmin admin = AccessAdmin.connect(settings)) {
      ClientFiles files = new ClientFiles(clients, settings);
      AccessChange change = admin.apply(plan, files);
      change.lines().forEach(out::println);
      change.newUsers().forEach(user -> out.println("wrote " + files.fileOf(user)));
      out.println(change.isNone() ? "nothing differed" : "the cluster is as planned");
    }
    out.flush();
  }
}
