package renewals.activation.query.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.query.state.KeyLocator.Place;
import renewals.kit.http.InstanceClient;

/**
 * Asks for one key wherever its state lies: here, at the instance that works on it, or at one that
 * has a complete copy. {@link Found.Moving} until it is connected.
 */
public final class KeyedQuery {

  private static final Logger LOG = LoggerFactory.getLogger(KeyedQuery.class);
  private static final int OK = 200;

  private final PeerClient peers;
  private volatile @Nullable Backend backend;

  private record Backend(LocalStateReader local, KeyLocator locator) {}

  /** How far a request may go. */
  public enum Reach {
    /** To every instance. */
    ANYWHERE,
    /** Another instance passed it on: not any further. */
    HERE
  }

  public KeyedQuery(PeerAccess access) {
    this.peers = new PeerClient(access);
  }

  /** From now on answers from this instance's state and its peers'. */
  public void connect(LocalStateReader local, KeyLocator locator) {
    backend = new Backend(local, locator);
  }

  /**
   * What is asked.
   *
   * @param path where another instance is asked
   * @param remote reads the answer from the other instance's reply
   * @param local reads the answer from this instance's state
   */
  public record PeerRequest<T>(
      String store, String key, String path, RemoteAnswer<T> remote, LocalAnswer<T> local) {}

  @FunctionalInterface
  public interface RemoteAnswer<T> {
    Optional<T> read(String body) throws JsonProcessingException;
  }

  @FunctionalInterface
  public interface LocalAnswer<T> {
    Found<T> read(LocalStateReader here, int partition);
  }

  /** Asks the instances that hold the key, the active one first, until one can say. */
  public <T> Found<T> answer(PeerRequest<T> request, Reach reach) {
    Backend here = backend;
    if (here == null) {
      return new Found.Moving<>();
    }
    Place place = here.locator().of(request.store(), request.key());
    for (HostInfo host : place.hosts()) {
      Found<T> found = new Found.Moving<>();
      if (host.equals(here.locator().self())) {
        found = answerHere(here, place, request);
      } else if (reach == Reach.ANYWHERE) {
        found = answerFrom(host, request);
      }
      if (!(found instanceof Found.Moving)) {
        return found;
      }
    }
    return new Found.Moving<>();
  }

  private static <T> Found<T> answerHere(Backend here, Place place, PeerRequest<T> request) {
    try {
      return request.local().read(here.local(), place.partition());
    } catch (StreamsException e) {
      LOG.debug("state is being moved", e);
      return new Found.Moving<>();
    }
  }

  private <T> Found<T> answerFrom(HostInfo host, PeerRequest<T> request) {
    Optional<InstanceClient.Answer> answer = peers.ask(host, request.path());
    if (answer.isEmpty()) {
      return new Found.Moving<>();
    }
    if (answer.get().saysUnknown()) {
      return new Found.Unknown<>();
    }
    if (answer.get().status() != OK) {
      LOG.warn("{} answered a query with status {}", host, answer.get().status());
      return new Found.Moving<>();
    }
    try {
      return Found.of(request.remote().read(answer.get().body()));
    } catch (JsonProcessingException e) {
      LOG.warn("{} answered {} with what it should not", host, request.store(), e);
      return new Found.Moving<>();
    }
  }
}
