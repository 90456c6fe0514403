package renewals.notifier.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.delivery.AddressPolicy;
import renewals.notifier.domain.delivery.ChannelOrders;

/**
 * Reads in which order channels are tried, {@code notifier.channels.<kind>}, and when addresses are
 * paused.
 */
final class ChannelConfig {

  private static final String CHANNELS = "notifier.channels.";
  private static final String WAIT = CHANNELS + "wait";

  private ChannelConfig() {}

  /**
   * Reads the settings.
   *
   * @throws SettingException a kind or a channel is none
   */
  static ChannelOrders read(Settings settings, boolean isSmsSent, boolean isTerminalShown) {
    Duration wait = settings.positive(WAIT, Duration.ofMinutes(15));
    Map<Kind, List<Channel>> orders = new EnumMap<>(Kind.class);
    settings
        .below(CHANNELS)
        .forEach(
            (name, given) -> {
              if (!WAIT.equals(CHANNELS + name)) {
                orders.put(kindOf(name, given), channelsOf(name, given));
              }
            });
    return new ChannelOrders(orders, wait, isSmsSent, isTerminalShown);
  }

  /** Reads when an address that fails is paused: {@code notifier.address.*}. */
  static AddressPolicy addresses(Settings settings) {
    return new AddressPolicy(
        settings.positive("notifier.address.pause-after", Duration.ofDays(5)),
        settings.positive("notifier.address.probe-every", Duration.ofHours(1)),
        settings.positive("notifier.address.hold", Duration.ofDays(3)));
  }

  private static Kind kindOf(String name, String given) {
    return Kind.read().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    CHANNELS + name,
                    given,
                    "a kind for its last part: " + namesOf(Kind.read().stream())));
  }

  private static List<Channel> channelsOf(String name, String given) {
    return Arrays.stream(given.split(",", -1)).map(one -> channelOf(name, given, one)).toList();
  }

  private static Channel channelOf(String name, String given, String one) {
    Optional<Channel> channel =
        sendable()
            .filter(known -> known.name().equals(one.strip().toUpperCase(Locale.ROOT)))
            .findFirst();
    return channel.orElseThrow(
        () ->
            new SettingException(
                CHANNELS + name,
                given,
                "channels in the order to try them, comma-separated: " + namesOf(sendable())));
  }

  private static Stream<Channel> sendable() {
    return Stream.of(Channel.SMS, Channel.EMAIL, Channel.WEBHOOK, Channel.ROBOT);
  }

  private static String namesOf(Stream<? extends Enum<?>> values) {
    return values.map(Enum::name).collect(Collectors.joining(", "));
  }
}
