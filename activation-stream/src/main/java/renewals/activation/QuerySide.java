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
import renewals.activation.query.MerchantQuery;
import renewals.activation.query.MerchantRoutes;
import renewals.activation.query.MovedPages;
import renewals.activation.query.QueryApi;
import renewals.activation.query.RenewalQuery;
import renewals.activation.query.state.Instances;
import renewals.activation.query.state.PeerAccess;
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
  private final MerchantQuery merchants;
  private final MerchantRoutes merchantRoutes;

  QuerySide(
      Http http,
      Optional<String> pages,
      Estimating estimating,
      RulePolicy policy,
      TimesBoard times,
      StateCountsBoard board,
      UnreadLosses unread,
      AnnouncementBoard announcements,
      boolean keepsMerchants,
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
    this.merchants = new MerchantQuery(peers, query, clock);
    this.merchantRoutes = new MerchantRoutes(merchants, keepsMerchants);
  }

  /** Adds the routes. */
  void routes(JavalinConfig config) {
    api.routes(config);
    announcements.routes(config);
    merchantRoutes.routes(config);
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

  /** From now on answers which cards and renewals merchants have. */
  void connectMerchants(
      StreamsRunner runner, InputWatermark outputs, StandbyFreshness copies, HostInfo self) {
    merchants.connect(runner, outputs, copies, self);
  }
}
