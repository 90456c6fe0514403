package renewals.activation;

import io.javalin.config.JavalinConfig;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.announcement.stream.AnnouncementBoard;
import renewals.activation.config.ActivationSettings.Http;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.TimesBoard;
import renewals.activation.query.AnnouncementRoute;
import renewals.activation.query.ClusterStateCounts;
import renewals.activation.query.ClusterUnreadLosses;
import renewals.activation.query.Instances;
import renewals.activation.query.MovedPages;
import renewals.activation.query.PeerAccess;
import renewals.activation.query.QueryApi;
import renewals.activation.query.RenewalQuery;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.kit.http.InstanceProof;
import renewals.kit.kafka.UnreadLosses;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;

/** Wires the query API: it answers from the start, and knows more once the stream is there. */
final class QuerySide {

  private final AtomicInteger partitions = new AtomicInteger();
  private final RenewalQuery query;
  private final ClusterStateCounts counts;
  private final ClusterUnreadLosses losses;
  private final QueryApi api;
  private final MovedPages moved;
  private final AnnouncementRoute announcements;

  QuerySide(
      Http http,
      Optional<String> pages,
      Estimating estimating,
      RulePolicy policy,
      TimesBoard times,
      StateCountsBoard board,
      UnreadLosses unread,
      AnnouncementBoard announcements,
      Clock clock) {
    PeerAccess peers =
        new PeerAccess(
            http.token().map(token -> new InstanceProof(token, clock)),
            http.access().tls().isPresent(),
            http.trust());
    this.query = new RenewalQuery(peers, estimating, policy, clock);
    this.counts = new ClusterStateCounts(board::byPartition, partitions::get, peers);
    this.losses = new ClusterUnreadLosses(unread::latest, peers);
    this.api = new QueryApi(query, counts, losses, times, http.token(), peers);
    this.moved = new MovedPages(pages);
    this.announcements = new AnnouncementRoute(announcements, clock);
  }

  /** Adds the routes. */
  void routes(JavalinConfig config) {
    api.routes(config);
    announcements.routes(config);
    moved.routes(config);
  }

  /** From now on it is known how many partitions there are. */
  void know(int inputPartitions) {
    partitions.set(inputPartitions);
  }

  /** From now on answers from this instance's state and its peers'. */
  void connect(
      StreamsRunner runner, InputWatermark inputs, StandbyFreshness copies, HostInfo self) {
    query.connect(runner, inputs, copies, self);
    Instances instances = new Instances(runner::instances, self);
    counts.connect(instances);
    losses.connect(instances);
    api.knownAs(self);
  }
}
