package renewals.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.KafkaConnectivity;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.cli.topics.TopicsJson;
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

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "A JSON object a line: each topic, then each subject of the registry.")
  private boolean isJson;

  @Override
  public void run() {
    Settings settings = cluster.forChange();
    cluster.demandTold("kafka.bootstrap.servers", "schema.registry.url");
    PrintWriter out = spec.commandLine().getOut();
    try (TopicsAdmin topics = TopicsAdmin.connect(settings)) {
      KafkaConnectivity.demand(settings);
      topics.createOrVerify().forEach(state -> out.println(isJson ? TopicsJson.of(state) : state));
    }
    SchemaSetup.register(settings)
        .forEach(state -> out.println(isJson ? TopicsJson.of(state) : state));
    out.flush();
  }
}
