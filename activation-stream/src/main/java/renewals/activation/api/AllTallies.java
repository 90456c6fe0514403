package renewals.activation.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.domain.RenewalStatus.State;
import renewals.activation.domain.StateCounts;

/** The tallies of all partitions, gathered from the instances that work on them. */
public final class AllTallies {

  private static final Logger LOG = LoggerFactory.getLogger(AllTallies.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final int OK = 200;
  static final String PATH = "/v1/tallies";

  private final Supplier<Map<Integer, StateCounts>> own;
  private final IntSupplier partitions;
  private final OtherInstances others;
  private volatile @Nullable Cluster cluster;

  private record Cluster(Supplier<Set<HostInfo>> instances, HostInfo self) {}

  /**
   * Tallies that are this instance's own until it is connected.
   *
   * @param own by partition, those that this instance works on
   * @param partitions how many there are, 0 as long as nobody knows
   * @param token that the other instances ask for, if they do
   */
  public AllTallies(
      Supplier<Map<Integer, StateCounts>> own, IntSupplier partitions, Optional<String> token) {
    this.own = own;
    this.partitions = partitions;
    this.others = new OtherInstances(token);
  }

  /**
   * From now on asks the other instances, too.
   *
   * @param instances all that are known, this one included
   */
  public void connect(Supplier<Set<HostInfo>> instances, HostInfo self) {
    cluster = new Cluster(instances, self);
  }

  /**
   * What was gathered.
   *
   * @param total over the partitions that somebody answered for
   * @param partitions how many there are
   * @param instances that answered, this one included
   * @param silent instances that gave no answer, as host:port
   * @param missing partitions that nobody answered for
   */
  public record Gathered(
      StateCounts total,
      int partitions,
      int instances,
      List<String> silent,
      List<Integer> missing) {}

  /** Asks all instances at once; waits no longer than for one that hangs. */
  public Gathered gather() {
    Map<Integer, StateCounts> all = new HashMap<>();
    List<String> silent = new ArrayList<>();
    int instances = 1;
    for (Map.Entry<HostInfo, Optional<Map<Integer, StateCounts>>> answer : askOthers().entrySet()) {
      if (answer.getValue().isPresent()) {
        all.putAll(answer.getValue().get());
        instances++;
      } else {
        silent.add(answer.getKey().host() + ":" + answer.getKey().port());
      }
    }
    all.putAll(own.get());
    StateCounts total = new StateCounts();
    all.values().forEach(total::add);
    int known = partitions.getAsInt();
    List<Integer> missing =
        IntStream.range(0, known).filter(p -> !all.containsKey(p)).boxed().toList();
    return new Gathered(total, known, instances, silent, missing);
  }

  /** What this instance tells the others. */
  Answers.Tallies here() {
    Map<Integer, Answers.Tally> answer = new TreeMap<>();
    own.get().forEach((partition, stateCounts) -> answer.put(partition, answer(stateCounts)));
    return new Answers.Tallies(answer);
  }

  private Map<HostInfo, Optional<Map<Integer, StateCounts>>> askOthers() {
    Map<HostInfo, Future<Optional<Map<Integer, StateCounts>>>> asked = new LinkedHashMap<>();
    Map<HostInfo, Optional<Map<Integer, StateCounts>>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (HostInfo host : otherHosts()) {
        asked.put(host, threads.submit(() -> ask(host)));
      }
      for (Map.Entry<HostInfo, Future<Optional<Map<Integer, StateCounts>>>> one :
          asked.entrySet()) {
        answers.put(one.getKey(), one.getValue().get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot happen: who does not answer is silent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    asked.keySet().forEach(host -> answers.putIfAbsent(host, Optional.empty()));
    return answers;
  }

  private List<HostInfo> otherHosts() {
    Cluster known = cluster;
    if (known == null) {
      return List.of();
    }
    return known.instances().get().stream().filter(host -> !host.equals(known.self())).toList();
  }

  private Optional<Map<Integer, StateCounts>> ask(HostInfo host) {
    Optional<OtherInstances.Answer> answer = others.ask(host, PATH);
    if (answer.isEmpty() || answer.get().status() != OK) {
      return Optional.empty();
    }
    try {
      Map<Integer, StateCounts> tallies = new HashMap<>();
      JSON.readValue(answer.get().body(), Answers.Tallies.class)
          .partitions()
          .forEach((partition, stateCounts) -> tallies.put(partition, stateCounts(stateCounts)));
      return Optional.of(tallies);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.warn("{} answered {} with what it should not", host, PATH, e);
      return Optional.empty();
    }
  }

  private static Answers.Tally answer(StateCounts stateCounts) {
    Map<String, Long> renewals = new TreeMap<>();
    stateCounts.renewals().forEach((state, count) -> renewals.put(state.name(), count));
    return new Answers.Tally(
        renewals, Map.copyOf(stateCounts.paidNotUsable()), Map.copyOf(stateCounts.owedBack()));
  }

  private static StateCounts stateCounts(Answers.Tally answer) {
    StateCounts stateCounts = new StateCounts();
    answer
        .renewals()
        .forEach((state, count) -> stateCounts.renewals().put(State.valueOf(state), count));
    stateCounts.paidNotUsable().putAll(answer.paidNotUsable());
    stateCounts.owedBack().putAll(answer.owedBack());
    return stateCounts;
  }
}
