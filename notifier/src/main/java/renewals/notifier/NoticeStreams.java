package renewals.notifier;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.Stores;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.topology.Inputs;
import renewals.notifier.topology.NotifierTopology;
import renewals.notifier.topology.output.Counts;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;
import renewals.streams.watermark.WatchedClients;

/** The stream that decides, with what watches how far it has read. */
record NoticeStreams(
    NotifierConfig config,
    FoundTopics found,
    SchemaRegistry registry,
    RecordProvenance provenance,
    Admin admin,
    ServiceClock time,
    PrometheusMeterRegistry metrics,
    Health health,
    Tracing tracing) {

  /** What is written with a schema: its ids must be known before anything is decided. */
  static final List<Topic> WRITTEN =
      List.of(
          Topics.NOTICES_DUE,
          Topics.NOTICE_RECEIPTS,
          Topics.UNDELIVERED_NOTICES,
          Topics.KNOWN_CONTACTS,
          Topics.NOTICE_RESULTS);

  private static final Set<String> WATCHED =
      Set.of(
          Topics.MERCHANT_CONTACTS.name(),
          Topics.RENEWAL_ACTIVATIONS.name(),
          Topics.RENEWAL_UPDATES.name(),
          Topics.NOTICE_RESULTS.name());

  /** Starts the stream; what it opens is closed with the others. */
  void start(
      Closing opened, UnreadLosses losses, SetAsideTimers timers, Consumer<Throwable> onFatal) {
    InputWatermark watermark =
        opened.add(
            new InputWatermark(
                Map.of(Inputs.NOTICES, WATCHED),
                "renewals.notifier.deadlines.behind",
                admin,
                time,
                metrics));
    String applicationId = config.kafka().applicationId();
    StandbyFreshness copies = opened.add(new StandbyFreshness(applicationId, admin, time.clock()));
    InputPartitions inputs =
        new InputPartitions(admin, applicationId, found.read(), onFatal::accept);
    StreamsRunner streams =
        opened.add(
            runner(
                topology(watermark, timers),
                new WatchedClients(watermark, copies, losses, time),
                inputs,
                onFatal));
    opened.add(inputs);
    watermark.start();
    streams.start();
    inputs.start();
  }

  private NotifierTopology topology(InputWatermark watermark, SetAsideTimers timers) {
    return new NotifierTopology(
        config.rules(),
        registry,
        provenance,
        watermark,
        new Counts(metrics),
        found.ids(),
        timers,
        tracing,
        Stores::persistentKeyValueStore);
  }

  private StreamsRunner runner(
      NotifierTopology topology,
      WatchedClients clients,
      InputPartitions inputs,
      Consumer<Throwable> onFatal) {
    StreamsConfig streamsConfig = new StreamsConfig(config.kafka().streams());
    return new StreamsRunner(
        topology.build(streamsConfig, found.inputs()),
        streamsConfig,
        clients,
        inputs,
        health,
        metrics,
        time,
        onFatal);
  }
}
