package renewals.activation.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.query.state.Instances;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.kit.http.InstanceClient.Answer;
import renewals.kit.kafka.UnreadLosses.Loss;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.UnreadLoss;

/** What retention took away unread, as any instance noticed since its start. */
public final class ClusterUnreadLosses {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterUnreadLosses.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final int OK = 200;
  static final String PATH = "/v1/unread-losses";

  private final Supplier<List<Loss>> own;
  private final PeerClient peers;
  private volatile @Nullable Instances instances;

  /**
   * This instance's own until it is connected.
   *
   * @param own the newest first
   * @param access how the other instances are asked
   */
  public ClusterUnreadLosses(Supplier<List<Loss>> own, PeerAccess access) {
    this.own = own;
    this.peers = new PeerClient(access);
  }

  /** From now on asks the other instances, too. */
  public void connect(Instances known) {
    instances = known;
  }

  /** Of all instances that answer, the newest first. */
  QueryResponses.UnreadLosses gather() {
    Instances known = instances;
    Stream<UnreadLoss> others =
        known == null
            ? Stream.of()
            : peers.askAll(known.others(), PATH).values().stream()
                .flatMap(Optional::stream)
                .flatMap(answer -> read(answer).stream());
    return new QueryResponses.UnreadLosses(
        Stream.concat(here().losses().stream(), others)
            .sorted(Comparator.comparing(UnreadLoss::at).reversed())
            .toList());
  }

  /** What this instance noticed. */
  QueryResponses.UnreadLosses here() {
    return new QueryResponses.UnreadLosses(
        own.get().stream()
            .map(
                loss ->
                    new UnreadLoss(
                        QueryResponseMapper.milliseconds(loss.at()),
                        loss.topic(),
                        loss.partition(),
                        loss.from(),
                        loss.to()))
            .toList());
  }

  private static List<UnreadLoss> read(Answer answer) {
    if (answer.status() != OK) {
      return List.of();
    }
    try {
      return JSON.readValue(answer.body(), QueryResponses.UnreadLosses.class).losses();
    } catch (JsonProcessingException e) {
      LOG.warn("another instance answered {} with what it should not", PATH, e);
      return List.of();
    }
  }
}
