package renewals.stack.callbacks;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renewals.client.EventPublisher;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Message;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Request;

/** The three channels, and those who forge their notices. */
final class PlayedChannels {

  /** Their names, each with its own way of telling. */
  static final List<String> PROVIDERS = List.of("wechat-pay", "alipay", "lakala");

  private final Map<String, ChannelDouble> channels = new HashMap<>();
  private final Map<String, ChannelDouble> forgers = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();

  /** With keys of their own, below a folder. */
  PlayedChannels(Path folder) {
    for (String provider : PROVIDERS) {
      ChannelDouble channel = ChannelDouble.of(provider, folder.resolve(provider));
      channels.put(provider, channel);
      forgers.put(provider, ChannelDouble.of(provider, folder.resolve("forgers")));
      set(provider, channel.settings());
    }
  }

  ChannelDouble of(String provider) {
    return channels.get(provider);
  }

  /** Gives the intake more settings of a channel. */
  void set(String provider, Map<String, String> own) {
    own.forEach((name, value) -> settings.put("callbacks.%s.%s".formatted(provider, name), value));
  }

  /** What the intake is given. */
  Map<String, String> settings() {
    return settings;
  }

  /** All change their keys. */
  void rotate() {
    channels.values().forEach(ChannelDouble::rotate);
  }

  /** The intake behind which they are. */
  static Intake intake(EventPublisher publisher, Clock clock, MeterRegistry metrics) {
    return new Intake(
        publisher,
        new RecentFacts(1000),
        clock,
        metrics,
        100,
        new CallbackChannels(Set.copyOf(PROVIDERS)));
  }

  /**
   * Notices that prove nothing: with keys of one's own; changed on the way; of the day before
   * yesterday.
   *
   * @param told a payment of which the channel tells
   * @param other one that nobody made
   */
  List<Message> unproven(String provider, Payment told, Payment other) {
    Message own = forgers.get(provider).paid(other);
    Message changed =
        now -> {
          Request good = of(provider).paid(told).sentAt(now);
          return new Request(good.headers(), good.body().replaceFirst("[A-Za-z]", "_"));
        };
    Message stale = now -> of(provider).paid(other).sentAt(now.minus(Duration.ofDays(2)));
    return List.of(own, changed, stale);
  }

  /** Sends a notice to the intake on a port. */
  HttpResponse<String> send(int port, String provider, Request request)
      throws IOException, InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:%d/v1/callbacks/%s/%s".formatted(port, provider, provider)));
    request.headers().forEach(post::header);
    return client.send(
        post.POST(BodyPublishers.ofString(request.body())).build(), BodyHandlers.ofString());
  }
}
