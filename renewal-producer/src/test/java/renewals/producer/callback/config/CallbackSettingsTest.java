package renewals.producer.callback.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.Health;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.producer.callback.Notices;
import renewals.producer.callback.notice.Provider;
import renewals.testing.channel.ChannelDouble;

class CallbackSettingsTest {

  private static final ChannelDouble WECHAT =
      Notices.channel(ChannelDouble.Wechat.class, "wechat-pay");

  @TempDir private Path folder;

  @Test
  void shouldKnowNoChannelWhereNoneIsSet() {
    assertThat(CallbackSettings.read(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void shouldReadChannelsWhoseIdsHoldDots() {
    Map<String, String> settings = new HashMap<>();
    WECHAT.settings().forEach((name, value) -> settings.put("callbacks.app.v2." + name, value));

    assertThat(CallbackSettings.read(Settings.of(settings)))
        .singleElement()
        .satisfies(
            channel -> {
              assertThat(channel.channelId()).isEqualTo("app.v2");
              assertThat(channel.provider()).isEqualTo(Provider.WECHAT_PAY);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider | unionpay | callbacks.pos-app.provider is unionpay, expected one of wechat-pay, alipay, lakala",
        "seller-id | 2088 | callbacks.pos-app.seller-id is 2088, expected nothing: wechat-pay has no such setting",
        "order-pattern | ( | callbacks.pos-app.order-pattern is (, expected a regular expression with one group",
        "order-pattern | (a)(b) | callbacks.pos-app.order-pattern is (a)(b), expected a regular expression with one group",
        "max-age | 0s | callbacks.pos-app.max-age is 0s, expected a duration above zero and of at most 7d",
        "max-age | soon | callbacks.pos-app.max-age is soon, expected a duration such as 500ms, 5s, PT24H"
      })
  void shouldRefuseWhatItCannotUseInOneClearLine(String name, String value, String line) {
    Settings settings = Settings.of(Notices.settings(WECHAT, name, value));

    assertThatThrownBy(() -> CallbackSettings.read(settings))
        .isInstanceOf(SettingException.class)
        .hasMessage(line);
  }

  @Test
  void shouldRefuseAChannelOfWhichSomethingIsMissing() {
    for (String name : WECHAT.settings().keySet()) {
      Map<String, String> settings = Notices.settings(WECHAT);
      settings.remove("callbacks.pos-app." + name);

      assertThatThrownBy(() -> CallbackSettings.read(Settings.of(settings)))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("callbacks.pos-app.%s is nothing, expected ".formatted(name));
    }
  }

  @Test
  void shouldRefuseAnApiV3KeyThatEverybodyMayReadWithoutShowingIt() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Settings settings = Settings.of(Notices.settings(WECHAT, "api-v3-key", key.toString()));

    assertThatThrownBy(() -> CallbackSettings.read(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("chmod o=")
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void shouldRefuseAnApiV3KeyOfAnotherLength() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "short");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Settings settings = Settings.of(Notices.settings(WECHAT, "api-v3-key", key.toString()));

    assertThatThrownBy(() -> CallbackSettings.read(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("has 5 bytes, expected 32");
  }

  @Test
  void shouldReadKeysAgainAfterAChange() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Path keys = Path.of(WECHAT.settings().get("public-keys"));
    Files.copy(keys.resolve("5157F09EFDC096DE.pem"), folder.resolve("5157F09EFDC096DE.pem"));
    PublicKeyFiles files = PublicKeyFiles.open(folder, nanos::get);

    Files.copy(keys.resolve("PUB_KEY_ID_0114232134.pem"), folder.resolve("next.pem"));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(files.get()).containsOnlyKeys("5157F09EFDC096DE", "next");
  }

  @Test
  void shouldLeaveInForceWhatWasWhereAKeyIsBroken() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Path keys = Path.of(WECHAT.settings().get("public-keys"));
    Path key = folder.resolve("5157F09EFDC096DE.pem");
    Files.copy(keys.resolve("5157F09EFDC096DE.pem"), key);
    PublicKeyFiles files = PublicKeyFiles.open(folder, nanos::get);

    Files.writeString(key, "half a ke");
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(files.get()).containsOnlyKeys("5157F09EFDC096DE");
    assertThat(files.state()).contains("holds neither BEGIN PUBLIC KEY nor BEGIN CERTIFICATE");

    Files.copy(keys.resolve("5157F09EFDC096DE.pem"), key, StandardCopyOption.REPLACE_EXISTING);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(files.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldRefuseAFolderWithoutKeys() {
    assertThatThrownBy(() -> PublicKeyFiles.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no file that ends on .pem");
  }
}
