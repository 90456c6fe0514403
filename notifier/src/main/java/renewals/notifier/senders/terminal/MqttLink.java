package renewals.notifier.senders.terminal;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import renewals.notifier.senders.tls.Trust;

/**
 * One connection to the broker of terminals. It never connects again by itself: a client that does
 * sends what it had queued after what was asked for later.
 */
final class MqttLink implements AutoCloseable {

  /** The broker answered, and refused that one thing: the connection is as good as before. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private RefusedException(String what, Object reason, Throwable cause) {
      super("%s: refused, %s".formatted(what, reason), cause);
    }
  }

  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Mqtt5AsyncClient client;
  private final String marks;
  private final Duration timeout;
  private final Map<String, byte[]> found = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> marked = new ConcurrentHashMap<>();

  private MqttLink(Mqtt5AsyncClient client, String id, Duration timeout) {
    this.client = client;
    this.marks = "renewals-notifier/%s/mark/".formatted(id);
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @throws IOException the broker is away, isn't who it should be, or refuses
   */
  static MqttLink open(TerminalSettings settings) throws IOException, InterruptedException {
    String id = "renewals-notifier-" + UUID.randomUUID();
    MqttLink link = new MqttLink(clientOf(settings, id), id, settings.timeout());
    try {
      link.client.publishes(MqttGlobalPublishFilter.ALL, link::received);
      link.await("connecting", link.connect());
      link.await("subscribing", link.subscribe(link.marks + '+'));
      return link;
    } catch (IOException | InterruptedException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private CompletableFuture<?> connect() {
    return client
        .connectWith()
        .cleanStart(true)
        .sessionExpiryInterval(0)
        .keepAlive(KEEP_ALIVE_SECONDS)
        .send();
  }

  private CompletableFuture<?> subscribe(String filter) {
    return client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
  }

  boolean isConnected() {
    return client.getState() == MqttClientState.CONNECTED;
  }

  /**
   * What the broker keeps under a topic; null for nothing. It sends that first and then the mark,
   * which comes after the subscription: so there is an end to waiting for nothing.
   *
   * @param lane nobody else may use it meanwhile
   * @throws RefusedException the broker lets nobody see it, such as for want of rights
   */
  byte @Nullable [] retained(String topic, int lane) throws IOException, InterruptedException {
    String mark = marks + lane;
    CompletableFuture<Void> isThere = new CompletableFuture<>();
    awaitLeave("subscribing", subscribe(topic));
    marked.put(mark, isThere);
    await("a mark", publish(mark, new byte[0], false));
    await("a mark's return", isThere);
    await("unsubscribing", client.unsubscribeWith().topicFilter(topic).send());
    return found.remove(topic);
  }

  /**
   * Has the broker keep that under a topic.
   *
   * @throws RefusedException it won't, such as for want of rights
   */
  void retain(String topic, byte[] payload) throws IOException, InterruptedException {
    awaitLeave("publishing", publish(topic, payload, true));
  }

  private CompletableFuture<?> publish(String topic, byte[] payload, boolean isRetained) {
    return client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload)
        .retain(isRetained)
        .send();
  }

  private void received(Mqtt5Publish message) {
    String topic = message.getTopic().toString();
    CompletableFuture<Void> isThere = marked.remove(topic);
    if (isThere != null) {
      isThere.complete(null);
    } else {
      found.put(topic, message.getPayloadAsBytes());
    }
  }

  private void await(String what, CompletableFuture<?> answer)
      throws IOException, InterruptedException {
    try {
      answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("%s: no answer within %s".formatted(what, timeout), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("%s: %s".formatted(what, rootOf(cause)), cause);
    }
  }

  /** Awaits what the broker may refuse by itself: nothing is left of it on the connection then. */
  private void awaitLeave(String what, CompletableFuture<?> answer)
      throws IOException, InterruptedException {
    try {
      await(what, answer);
    } catch (IOException e) {
      switch (e.getCause()) {
        case Mqtt5PubAckException refusal ->
            throw new RefusedException(what, refusal.getMqttMessage().getReasonCode(), refusal);
        case Mqtt5SubAckException refusal ->
            throw new RefusedException(what, refusal.getMqttMessage().getReasonCodes(), refusal);
        case null, default -> throw e;
      }
    }
  }

  private static String rootOf(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }

  @Override
  public void close() {
    var unused = client.disconnect();
  }

  private static Mqtt5AsyncClient clientOf(TerminalSettings settings, String id) {
    Mqtt5ClientBuilder builder =
        Mqtt5Client.builder()
            .identifier(id)
            .executorConfig()
            .nettyThreads(1)
            .applyExecutorConfig()
            .transportConfig(transportOf(settings));
    if (settings.username() != null) {
      String password = settings.password() == null ? "" : settings.password();
      builder =
          builder
              .simpleAuth()
              .username(settings.username())
              .password(password.getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  private static MqttClientTransportConfig transportOf(TerminalSettings settings) {
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(settings.host())
            .serverPort(settings.port())
            .socketConnectTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    return settings.tls() ? transport.sslConfig(tlsOf(settings)).build() : transport.build();
  }

  /** Without a verifier of its own the client has the JDK compare the name. */
  private static MqttClientSslConfig tlsOf(TerminalSettings settings) {
    return MqttClientSslConfig.builder()
        .trustManagerFactory(Trust.managers(settings.authorities()))
        .build();
  }
}
