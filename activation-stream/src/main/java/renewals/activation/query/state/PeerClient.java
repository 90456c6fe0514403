package renewals.activation.query.state;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.state.HostInfo;
import renewals.kit.http.InstanceClient;
import renewals.kit.http.InstanceClient.Answer;
import renewals.kit.http.InstanceProof;

/** Asks other instances of this service for what they hold. */
public final class PeerClient {

  /** Marks a question that another instance passed on, so that it is never passed on again. */
  public static final String PASSED_ON = "X-Passed-On";

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  private static final int NOT_HERE = 503;

  private final PeerAccess access;
  private final InstanceClient client;

  public PeerClient(PeerAccess access) {
    this.access = access;
    this.client = new InstanceClient(ANSWER_WITHIN, this::headersFor, access.trust());
  }

  /** The token itself is never among them: anybody may stand in the group's metadata. */
  private Map<String, String> headersFor(URI question) {
    Map<String, String> headers = new HashMap<>();
    headers.put(PASSED_ON, "1");
    access
        .proof()
        .ifPresent(
            proof ->
                headers.put(
                    InstanceProof.HEADER,
                    proof.of(
                        question.getRawAuthority(),
                        "GET",
                        question.getRawPath(),
                        question.getRawQuery())));
    return headers;
  }

  /** An instance's address as proofs name it. */
  public static String addressOf(HostInfo host) {
    return "%s:%d".formatted(host.host(), host.port());
  }

  /** A text as one part of a path. */
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Asks for a path.
   *
   * @return empty if the instance can't be reached or does not hold the state
   */
  public Optional<Answer> ask(HostInfo host, String path) {
    return client
        .ask((access.tls() ? "https://" : "http://") + addressOf(host), path)
        .filter(answer -> answer.status() != NOT_HERE);
  }

  /** Asks all at once; waits no longer than for one that hangs. Who gives no answer has none. */
  public Map<HostInfo, Optional<Answer>> askAll(Collection<HostInfo> hosts, String path) {
    Map<HostInfo, Future<Optional<Answer>>> asked = new LinkedHashMap<>();
    Map<HostInfo, Optional<Answer>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (HostInfo host : hosts) {
        asked.put(host, threads.submit(() -> ask(host, path)));
      }
      for (Map.Entry<HostInfo, Future<Optional<Answer>>> one : asked.entrySet()) {
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
}
