package renewals.activation.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.query.state.Instances;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.StateCounts;
import renewals.kit.http.InstanceClient.Answer;
import renewals.schemas.query.QueryResponses;

/** The counts of all partitions, gathered from the instances that work on them. */
public final class ClusterStateCounts {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterStateCounts.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final int OK = 200;

  /** Where instances ask each other. */
  static final String PATH = "/v1/tallies";

  private final Supplier<Map<Integer, StateCounts>> own;
  private final IntSupplier partitions;
  private final PeerClient peers;
  private volatile @Nullable Instances instances;

  /**
   * Counts that are this instance's own until it is connected.
   *
   * @param own by partition, those that this instance works on
   * @param partitions how many there are, 0 as long as nobody knows
   * @param access how the other instances are asked
   */
  public ClusterStateCounts(
      Supplier<Map<Integer, StateCounts>> own, IntSupplier partitions, PeerAccess access) {
    this.own = own;
    this.partitions = partitions;
    this.peers = new PeerClient(access);
  }

  /** From now on asks the other instances, too. */
  public void connect(Instances known) {
    instances = known;
  }

  /** Asks all instances at once; waits no longer than for one that hangs. */
  QueryResponses.StateCounts gather() {
    Map<Integer, StateCounts> all = new HashMap<>();
    List<String> silent = new ArrayList<>();
    int answered = 1;
    Instances known = instances;
    List<HostInfo> others = known == null ? List.of() : known.others();
    for (Map.Entry<HostInfo, Optional<Answer>> one : peers.askAll(others, PATH).entrySet()) {
      Optional<Map<Integer, StateCounts>> counts = one.getValue().flatMap(ClusterStateCounts::read);
      if (counts.isPresent()) {
        all.putAll(counts.get());
        answered++;
      } else {
        silent.add(one.getKey().host() + ":" + one.getKey().port());
      }
    }
    all.putAll(own.get());
    StateCounts total = new StateCounts();
    all.values().forEach(total::add);
    int count = partitions.getAsInt();
    List<Integer> missing =
        IntStream.range(0, count).filter(p -> !all.containsKey(p)).boxed().toList();
    return new QueryResponses.StateCounts(answer(total), count, answered, silent, missing);
  }

  /** What this instance answers to the others. */
  QueryResponses.InstanceStateCounts here() {
    Map<Integer, QueryResponses.StateCount> answer = new TreeMap<>();
    own.get().forEach((partition, stateCounts) -> answer.put(partition, answer(stateCounts)));
    return new QueryResponses.InstanceStateCounts(answer);
  }

  private static Optional<Map<Integer, StateCounts>> read(Answer answer) {
    if (answer.status() != OK) {
      return Optional.empty();
    }
    try {
      Map<Integer, StateCounts> counts = new HashMap<>();
      JSON.readValue(answer.body(), QueryResponses.InstanceStateCounts.class)
          .partitions()
          .forEach((partition, stateCounts) -> counts.put(partition, stateCounts(stateCounts)));
      return Optional.of(counts);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.warn("another instance answered {} with what it should not", PATH, e);
      return Optional.empty();
    }
  }

  private static QueryResponses.StateCount answer(StateCounts stateCounts) {
    Map<String, Long> renewals = new LinkedHashMap<>();
    for (State state : State.values()) {
      renewals.put(state.name(), stateCounts.renewals().getOrDefault(state, 0L));
    }
    return new QueryResponses.StateCount(
        renewals, Map.copyOf(stateCounts.paidNotUsable()), Map.copyOf(stateCounts.owedBack()));
  }

  private static StateCounts stateCounts(QueryResponses.StateCount answer) {
    StateCounts stateCounts = new StateCounts();
    answer
        .renewals()
        .forEach((state, count) -> stateCounts.renewals().put(State.valueOf(state), count));
    stateCounts.paidNotUsable().putAll(answer.paidNotUsable());
    stateCounts.owedBack().putAll(answer.owedBack());
    return stateCounts;
  }
}
