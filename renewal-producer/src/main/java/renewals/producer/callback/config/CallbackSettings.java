package renewals.producer.callback.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.SecretFile;
import renewals.producer.callback.alipay.AlipayNotices;
import renewals.producer.callback.alipay.AlipayQuery;
import renewals.producer.callback.lakala.LakalaNotices;
import renewals.producer.callback.lakala.LakalaQuery;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.notice.Provider;
import renewals.producer.callback.query.OrderQuery;
import renewals.producer.callback.wechat.ResourceBox;
import renewals.producer.callback.wechat.WechatPayNotices;
import renewals.producer.callback.wechat.WechatPayQuery;
import renewals.schemas.contract.EventContract;

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

  /** An answer is of now; clocks may differ. */
  private static final Freshness ANSWER = new Freshness(Duration.ofMinutes(5));

  private final String channelId;
  private final GivenSettings given;

  private CallbackSettings(String channelId, Map<String, String> given) {
    this.channelId = channelId;
    this.given = new GivenSettings(PREFIX + channelId + ".", given);
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
              int dot = endOfChannel(name);
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

  /** Some settings hold a dot themselves. */
  private static int endOfChannel(String name) {
    return ReconcileSettings.NAMES.stream()
        .filter(setting -> name.endsWith("." + setting))
        .map(setting -> name.length() - setting.length() - 1)
        .findFirst()
        .orElseGet(() -> name.lastIndexOf('.'));
  }

  private CallbackChannel channel() {
    if (!EventContract.isId(channelId)) {
      throw given.wrong(
          PROVIDER, channelId, "the id of a channel between callbacks. and the last dot");
    }
    String named = given.text(PROVIDER, "one of " + Provider.names());
    Provider provider =
        Provider.named(named)
            .orElseThrow(() -> given.wrong(PROVIDER, named, "one of " + Provider.names()));
    OrderNumbers orders = orders();
    Freshness freshness = freshness(provider);
    PublicKeyFiles keys = keys(provider == Provider.ALIPAY ? "public-key" : "public-keys");
    CallbackChannel channel =
        switch (provider) {
          case WECHAT_PAY -> wechatPay(orders, freshness, keys);
          case ALIPAY -> alipay(orders, freshness, keys);
          case LAKALA -> lakala(orders, freshness, keys);
        };
    given.refuseOthers(provider.pathName());
    return channel;
  }

  private CallbackChannel wechatPay(OrderNumbers orders, Freshness freshness, PublicKeyFiles keys) {
    String appId = given.text("app-id", "the id of our app at WeChat");
    String merchantId = given.text("merchant-id", "our number as a merchant of WeChat Pay");
    return new CallbackChannel(
        channelId,
        Provider.WECHAT_PAY,
        new WechatPayNotices(channelId, keys, box(), appId, merchantId, orders, freshness),
        keys,
        reconciliation(
            orders,
            true,
            asked ->
                new WechatPayQuery(
                    channelId,
                    asked.url(),
                    asked.signer(),
                    keys,
                    ANSWER,
                    given.find(ReconcileSettings.APP_ID).orElse(appId),
                    merchantId,
                    asked.refunds(Optional.empty()))));
  }

  private CallbackChannel alipay(OrderNumbers orders, Freshness freshness, PublicKeyFiles keys) {
    String appId = given.text("app-id", "the id of our app at Alipay");
    String sellerId = given.text("seller-id", "our id as a seller at Alipay");
    return new CallbackChannel(
        channelId,
        Provider.ALIPAY,
        new AlipayNotices(channelId, keys, appId, sellerId, orders, freshness),
        keys,
        reconciliation(
            orders,
            false,
            asked ->
                new AlipayQuery(
                    channelId,
                    asked.url(),
                    asked.signer(),
                    keys,
                    given.find(ReconcileSettings.APP_ID).orElse(appId),
                    // what Alipay takes for a refund that was asked for without a number
                    asked.refunds(Optional.of(ReconcileSettings.ORDER)),
                    asked.listsUnnamed())));
  }

  private CallbackChannel lakala(OrderNumbers orders, Freshness freshness, PublicKeyFiles keys) {
    String merchantNo = given.text("merchant-no", "our number as a merchant of Lakala");
    return new CallbackChannel(
        channelId,
        Provider.LAKALA,
        new LakalaNotices(channelId, keys, merchantNo, orders, freshness),
        keys,
        reconciliation(
            orders,
            true,
            asked ->
                new LakalaQuery(
                    channelId,
                    asked.url(),
                    asked.signer(),
                    keys,
                    ANSWER,
                    given.text(
                        ReconcileSettings.APP_ID, "the id of our app at Lakala's open platform"),
                    merchantNo)));
  }

  private Optional<Reconciliation> reconciliation(
      OrderNumbers orders, boolean needsSerial, Function<ReconcileSettings, OrderQuery> query) {
    return ReconcileSettings.read(given, orders, needsSerial)
        .map(read -> new Reconciliation(query.apply(read), read.orders(), orders));
  }

  private OrderNumbers orders() {
    String pattern = given.find(ORDER_PATTERN).orElse(OrderNumbers.USUAL);
    try {
      return new OrderNumbers(Pattern.compile(pattern));
    } catch (IllegalArgumentException e) {
      throw given.wrong(ORDER_PATTERN, pattern, "a regular expression with one group");
    }
  }

  private Freshness freshness(Provider provider) {
    String text = given.find(MAX_AGE).orElse(provider.usualMaxAge().toString());
    Duration maxAge = Settings.durationOf(given.name(MAX_AGE), text);
    if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST_AGE) > 0) {
      throw given.wrong(MAX_AGE, text, "a duration above zero and of at most 7d");
    }
    return new Freshness(maxAge);
  }

  private PublicKeyFiles keys(String setting) {
    String path = given.text(setting, "PEM of the channel's public key or certificate");
    try {
      return PublicKeyFiles.open(Path.of(path));
    } catch (IOException e) {
      throw given.wrong(setting, path, "PEM of the channel's public keys: " + e.getMessage());
    }
  }

  private ResourceBox box() {
    String setting = "api-v3-key";
    String path = given.text(setting, "a file of the 32 bytes of the APIv3 key");
    try {
      return new ResourceBox(withoutLineEnd(SecretFile.bytes(Path.of(path))));
    } catch (PartiesFileException | IllegalArgumentException e) {
      throw given.wrong(
          setting, path, "a file of the 32 bytes of the APIv3 key: " + e.getMessage());
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
}
