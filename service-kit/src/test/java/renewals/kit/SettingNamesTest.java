package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

  private final SettingNames known = SettingNames.with(List.of("tail.until-idle"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notifier.smtp.host",
        "activation.threads",
        "kafka.bootstrap.servers",
        "kafka.whatever.brokers.like",
        "activation.terms.carrier.cmcc.delayed-after",
        "notifier.webhook.secrets.shop-1",
        "tail.until-idle"
      })
  void shouldKnowWhatAnyServiceOrCommandReads(String name) {
    assertThatCode(() -> Settings.of(Map.of(name, "x")).refuseUnknown(known))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "notifier.smtp.hots, notifier.smtp.host",
    "activation.thread, activation.threads",
    "Activation.threads, activation.threads",
    "page.asks.per.minutes, page.asks.per.minute",
    "activation.terms.carrier.cmcc.delayed-aftr, activation.terms.carrier.cmcc.delayed-after",
    "tail.until.idle, tail.until-idle"
  })
  void shouldRefuseAnUnknownNameWithTheNearestRightOne(String name, String meant) {
    Settings settings = Settings.load(Map.of(name, "secret value"));

    assertThatThrownBy(() -> settings.refuseUnknown(known))
        .isInstanceOf(SettingException.class)
        .hasMessage("%s (-D) is no setting, did you mean %s?", name, meant);
  }

  @Test
  void shouldRefuseWhatIsLikeNothing() {
    Settings settings = Settings.load(Map.of("entirely.else", "x"));

    assertThatThrownBy(() -> settings.refuseUnknown(known))
        .hasMessage("entirely.else (-D) is no setting, expected one of docs/configuration.md");
  }

  @Test
  void shouldSayInWhichFileAnUnknownNameStands(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.properties"), "ops.http.prt=1\n");
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));

    assertThatThrownBy(() -> settings.refuseUnknown(known))
        .hasMessage("ops.http.prt (%s) is no setting, did you mean ops.http.port?", file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFIER_SMTP_HOTS",
        "ACTIVATION_COMIT_INTERVAL",
        "PRODUCER_HTTP_PRT",
        "NOTIFIER_SMPT_PORT",
        "ACTIVATION_HTP_PORT",
        "notifier.smpt.port",
        "TAIL_UNTIL_IDEL",
        "activation.comit.interval"
      })
  void shouldRefuseOfTheEnvironmentWhatBeginsLikeASetting(String variable) {
    assertThat(known.isMistaken(variable, "25")).isTrue();
    assertThat(known.nearestVariable(variable)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFIER_SMTP_HOST",
        "NOTIFIER_SIGNATURE_ZH_CN",
        "NOTIFIER_WEBHOOK_SECRETS_SHOP",
        "ACTIVATION_TERMS_CARRIER_CMCC_ZONE",
        "TAIL_UNTIL_IDLE",
        "TAIL_LOG",
        "LAIR_UNTIL_IDLE",
        "KAFKA_HEAP_OPTS",
        "PATH",
        "PAGER",
        "HOME",
        "ACTIVATION_PORT_8080_TCP_ADDR",
        "NOTIFIER_SERVICE_HOST",
        "PRODUCER_SERVICE_PORT_HTTP",
        "java.version"
      })
  void shouldLeaveTheRestOfTheEnvironmentAlone(String variable) {
    assertThat(known.isMistaken(variable, "x")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://10.96.7.1:8080", "udp://10.96.7.1:53"})
  void shouldLeaveThePortOfAServiceAloneWhichKubernetesSets(String value) {
    assertThat(known.isMistaken("ACTIVATION_PORT", value)).isFalse();
    assertThat(known.isMistaken("NOTIFIER_SMPT_PORT", value)).isFalse();
  }
}
