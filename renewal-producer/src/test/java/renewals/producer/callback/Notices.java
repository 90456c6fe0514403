package renewals.producer.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import renewals.kit.Settings;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.json.Parsed;
import renewals.testing.Samples;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/** A double of each channel, and the intake's settings for it. */
public final class Notices {

  /** The channel that is configured for each provider. */
  public static final String CHANNEL = "pos-app";

  public static final Instant NOW = Samples.NOW;
  public static final Instant PAID_AT = NOW.minusSeconds(30);

  /** R1 was paid with 50 yuan. */
  public static final Payment PAYMENT = new Payment("R1", "4200001", 5000, PAID_AT);

  /** Folders with keys of RSA, which take their time: they are made once and copied. */
  private static final Map<String, Path> KEYS = new ConcurrentHashMap<>();

  private Notices() {}

  /** A channel in a folder of its own, with the keys of its provider. */
  public static <T extends ChannelDouble> T channel(Class<T> type, String provider) {
    return made(type, provider, "own");
  }

  /** One that says it were the same, and has other keys. */
  public static <T extends ChannelDouble> T stranger(Class<T> type, String provider) {
    return made(type, provider, "other");
  }

  private static <T extends ChannelDouble> T made(Class<T> type, String provider, String keys) {
    try {
      Path kept = KEYS.computeIfAbsent(provider + " " + keys, any -> folderWithKeys(provider));
      Path folder = Files.createTempDirectory("channel");
      try (Stream<Path> files = Files.walk(kept)) {
        for (Path file : files.filter(one -> !one.equals(kept)).toList()) {
          Files.copy(
              file, folder.resolve(kept.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return type.cast(ChannelDouble.of(provider, folder));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path folderWithKeys(String provider) {
    try {
      Path folder = Files.createTempDirectory("keys");
      ChannelDouble.of(provider, folder);
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the intake is told of it. */
  public static Map<String, String> settings(ChannelDouble channel, String... more) {
    Map<String, String> settings = new HashMap<>();
    channel.settings().forEach((name, value) -> settings.put(name(name), value));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(name(more[i]), more[i + 1]);
    }
    return settings;
  }

  private static String name(String setting) {
    return "callbacks.%s.%s".formatted(CHANNEL, setting);
  }

  /** The channel as the intake sees it. */
  public static CallbackChannel configured(ChannelDouble channel, String... more) {
    return CallbackSettings.read(Settings.of(settings(channel, more))).getFirst();
  }

  public static RawNotice raw(Request request) {
    Map<String, List<String>> fields = new TreeMap<>();
    request.headers().forEach((name, value) -> fields.put(name, List.of(value)));
    return new RawNotice(fields, request.body().getBytes(UTF_8));
  }

  /** What a notice says, read now. */
  public static Reading read(CallbackChannel channel, Request request)
      throws RefusedNoticeException {
    return channel.reader().read(raw(request), NOW);
  }

  /** The facts that it says. */
  public static List<PaymentEvent> facts(CallbackChannel channel, Request request)
      throws RefusedNoticeException {
    return ((Reading.Facts) read(channel, request)).facts();
  }

  /** The facts that it says; none where it is refused, or says none. */
  public static List<PaymentEvent> factsOrNone(CallbackChannel channel, Request request) {
    try {
      return read(channel, request) instanceof Reading.Facts said ? said.facts() : List.of();
    } catch (RefusedNoticeException e) {
      return List.of();
    }
  }

  /** Demands that a fact is of the channel that is configured, and reads back as it is written. */
  public static void demandOfChannel(PaymentEvent fact) {
    assertThat(fact.getChannelId()).isEqualTo(CHANNEL);
    assertThat(EventJson.read(EventJson.write(fact)))
        .isEqualTo(new Parsed.Accepted(EventType.PAYMENT, fact));
  }

  /** Why it isn't taken; null where it is. */
  public static RefusedNoticeException.Reason refusal(CallbackChannel channel, Request request) {
    return refusal(channel, request, NOW);
  }

  /** The same at another time. */
  public static RefusedNoticeException.Reason refusal(
      CallbackChannel channel, Request request, Instant now) {
    RefusedNoticeException refused =
        catchThrowableOfType(
            RefusedNoticeException.class, () -> channel.reader().read(raw(request), now));
    return refused == null ? null : refused.reason();
  }

  /** Another body under the same head. */
  public static Request withBody(Request request, String body) {
    return new Request(request.headers(), body);
  }

  /** Another line of the head. */
  public static Request with(Request request, String header, String value) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.put(header, value);
    return new Request(headers, request.body());
  }

  /** Many notices of which one character of the body or of a header's value is another. */
  public static List<Request> tampered(
      Request request, List<String> headers, long seed, int count) {
    Random random = new Random(seed);
    List<Request> all = new ArrayList<>();
    while (all.size() < count) {
      String header = headers.isEmpty() ? "" : headers.get(random.nextInt(headers.size()));
      boolean inBody = headers.isEmpty() || random.nextBoolean();
      String before = inBody ? request.body() : request.headers().get(header);
      StringBuilder after = new StringBuilder(before);
      int at = random.nextInt(after.length());
      char other = (char) (' ' + 1 + random.nextInt(94));
      if (other != after.charAt(at)) {
        after.setCharAt(at, other);
        all.add(
            inBody ? withBody(request, after.toString()) : with(request, header, after.toString()));
      }
    }
    return all;
  }

  /** How many of some notices are taken. */
  public static long taken(CallbackChannel channel, List<Request> requests) {
    return requests.stream().filter(request -> refusal(channel, request) == null).count();
  }

  /** A fact as short text. */
  public static String text(PaymentEvent event) {
    return "%s %s %s %s%d%s of %s at %s"
        .formatted(
            event.getStatus(),
            event.getRenewalId(),
            event.getPaymentId(),
            event.getAmount().getCurrency(),
            event.getAmount().getMinorUnits(),
            Boolean.TRUE.equals(event.getCumulative()) ? " so far" : "",
            event.getRefundOf(),
            event.getOccurredAt());
  }
}
