package renewals.producer.callback.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.SecretFile;
import renewals.producer.callback.alipay.AlipayNotices;
import renewals.producer.callback.lakala.LakalaNotices;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.NoticeReader;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.notice.Provider;
import renewals.producer.callback.wechat.ResourceBox;
import renewals.producer.callback.wechat.WechatPayNotices;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;

/**
 * The settings {@code callbacks.<channelId>.*}.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 */
public final class CallbackSettings {

  private static final String PREFIX = "callbacks.";
  private static final String PROVIDER = "provider";
  private static final String ORDER_PATTERN = "order-pattern";
  private static final String MAX_AGE = "max-age";
  private static final Duration LONGEST_AGE = Duration.ofDays(7);

  /** The settings of one channel. */
  private final String channelId;

  private final Map<String, String> given;
  private final Set<String> asked = new HashSet<>();

  private CallbackSettings(String channelId, Map<String, String> given) {
    this.channelId = channelId;
    this.given = given;
  }

  /**
   * Reads the settings of all channels, and the files that they name.
   *
   * @throws SettingException one of them can't be used
   */
  public static List<CallbackChannel> read(Settings settings) {
    Map<String, Map<String, String>> byChannel = new TreeMap<>();
    settings
        .below(PREFIX)
        .forEach(
            (name, value) -> {
              int dot = name.lastIndexOf('.');
              if (dot <= 0) {
                throw new SettingException(
                    PREFIX + name, value, "callbacks.<channelId>.provider and the like");
              }
              byChannel
                  .computeIfAbsent(name.substring(0, dot), channel -> new TreeMap<>())
                  .put(name.substring(dot + 1), value);
            });
    List<CallbackChannel> channels = new ArrayList<>();
    byChannel.forEach(
        (channelId, given) -> channels.add(new CallbackSettings(channelId, given).channel()));
    return List.copyOf(channels);
  }

  private CallbackChannel channel() {
    if (!EventContract.isId(channelId)) {
      throw wrong(PROVIDER, channelId, "the id of a channel between callbacks. and the last dot");
    }
    String named = text(PROVIDER, "one of " + Provider.names());
    Provider provider =
        Provider.named(named)
            .orElseThrow(() -> wrong(PROVIDER, named, "one of " + Provider.names()));
    OrderNumbers orders = orders();
    Freshness freshness = freshness(provider);
    PublicKeyFiles keys = keys(provider == Provider.ALIPAY ? "public-key" : "public-keys");
    NoticeReader reader =
        switch (provider) {
          case WECHAT_PAY ->
              new WechatPayNotices(
                  channelId,
                  keys,
                  box(),
                  text("app-id", "the id of our app at WeChat"),
                  text("merchant-id", "our number as a merchant of WeChat Pay"),
                  orders,
                  freshness);
          case ALIPAY ->
              new AlipayNotices(
                  channelId,
                  keys,
                  text("app-id", "the id of our app at Alipay"),
                  text("seller-id", "our id as a seller at Alipay"),
                  orders,
                  freshness);
          case LAKALA ->
              new LakalaNotices(
                  channelId,
                  keys,
                  text("merchant-no", "our number as a merchant of Lakala"),
                  orders,
                  freshness);
        };
    refuseOthers(provider);
    return new CallbackChannel(channelId, provider, reader, keys);
  }

  private OrderNumbers orders() {
    String pattern = optional(ORDER_PATTERN, OrderNumbers.USUAL);
    try {
      return new OrderNumbers(Pattern.compile(pattern));
    } catch (IllegalArgumentException e) {
      throw wrong(ORDER_PATTERN, pattern, "a regular expression with one group");
    }
  }

  private Freshness freshness(Provider provider) {
    String text = optional(MAX_AGE, provider.usualMaxAge().toString());
    Duration maxAge = Settings.durationOf(name(MAX_AGE), text);
    if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST_AGE) > 0) {
      throw wrong(MAX_AGE, text, "a duration above zero and of at most 7d");
    }
    return new Freshness(maxAge);
  }

  private PublicKeyFiles keys(String setting) {
    String path = text(setting, "PEM of the channel's public key or certificate");
    try {
      return PublicKeyFiles.open(Path.of(path));
    } catch (IOException e) {
      throw wrong(setting, path, "PEM of the channel's public keys: " + e.getMessage());
    }
  }

  private ResourceBox box() {
    String setting = "api-v3-key";
    String path = text(setting, "a file of the 32 bytes of the APIv3 key");
    try {
      return new ResourceBox(withoutLineEnd(SecretFile.bytes(Path.of(path))));
    } catch (PartiesFileException | IllegalArgumentException e) {
      throw wrong(setting, path, "a file of the 32 bytes of the APIv3 key: " + e.getMessage());
    }
  }

  /** Editors end a file's last line, and the key is written as one. */
  private static byte[] withoutLineEnd(byte[] bytes) {
    int length = bytes.length;
    while (length > ResourceBox.KEY_BYTES
        && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  private void refuseOthers(Provider provider) {
    for (Map.Entry<String, String> setting : given.entrySet()) {
      if (!asked.contains(setting.getKey())) {
        throw wrong(
            setting.getKey(),
            setting.getValue(),
            "nothing: %s has no such setting".formatted(provider.pathName()));
      }
    }
  }

  private String text(String setting, String expected) {
    asked.add(setting);
    String value = given.get(setting);
    if (value == null) {
      throw wrong(setting, Violation.NOTHING, expected);
    }
    return value.strip();
  }

  private String optional(String setting, String otherwise) {
    asked.add(setting);
    return given.getOrDefault(setting, otherwise).strip();
  }

  private SettingException wrong(String setting, String value, String expected) {
    return new SettingException(name(setting), value, expected);
  }

  private String name(String setting) {
    return PREFIX + channelId + "." + setting;
  }
}
