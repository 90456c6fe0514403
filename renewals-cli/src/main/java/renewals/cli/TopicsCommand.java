package renewals.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.KafkaReach;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;

/** {@code ./renewals topics}. */
@Command(
    name = "topics",
    description =
        "Creates or verifies all topics and registers their schemas. Settings: topics.partitions"
            + " (4), topics.replication (1), topics.min-insync-replicas.")
final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Override
  public void run() {
    Settings settings = cluster.forChange();
    PrintWriter out = spec.commandLine().getOut();
    try (TopicsAdmin topics = TopicsAdmin.connect(settings)) {
      KafkaReach.demand(settings);
      topics.createOrVerify().forEach(out::println);
    }
    SchemaSetup.register(settings).forEach(out::println);
    out.flush();
  }
}
