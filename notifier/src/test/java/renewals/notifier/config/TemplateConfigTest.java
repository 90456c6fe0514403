package renewals.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.senders.sms.template.TemplateSettings;

class TemplateConfigTest {

  @Test
  void shouldReadATemplateOfEachKindAndLanguage() {
    TemplateSettings templates = templates(complete("aliyun"));

    assertThat(templates.templates()).hasSize(Kind.read().size() * Language.values().length);
    assertThat(templates.endpoint()).hasToString("https://dysmsapi.aliyuncs.com");
    assertThat(templates.toString()).doesNotContain("key-of-the-test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notifier.sms.cloud.key-id",
        "notifier.sms.cloud.key-secret",
        "notifier.sms.cloud.application",
        "notifier.sms.signature",
        "notifier.sms.report-token",
        "notifier.sms.templates.tencent.REJECTED.zh-CN",
        "notifier.sms.templates.tencent.PAID.en"
      })
  void shouldDemandWhatTheProviderNeeds(String missing) {
    Map<String, String> values = complete("tencent");
    values.remove(missing);

    assertThatThrownBy(() -> templates(values))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(missing + " is not set, expected ");
  }

  @ParameterizedTest
  @CsvSource({
    "'SMS_1: until 6',room for 16 characters in until",
    "'SMS_1: amount.figure 6',room for 17 characters in amount.figure",
    "'SMS_1: words 20',but not words",
    "'SMS_1: refusalBrief 20',运营商",
    "SMS_1: tail,each a code"
  })
  void shouldRefuseATemplateThatTheProviderWouldRefuse(String template, String why) {
    Map<String, String> values = complete("tencent");
    values.put("notifier.sms.templates.tencent.REJECTED.zh-CN", template);

    assertThatThrownBy(() -> templates(values))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("notifier.sms.templates.tencent.REJECTED.zh-CN is ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"王", "流量卡续费", "【王记网络】", "a signature too long"})
  void shouldRefuseASignatureThatTheProviderWouldRefuse(String signature) {
    Map<String, String> values = complete("aliyun");
    values.put("notifier.sms.signature", signature);

    assertThatThrownBy(() -> templates(values))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("notifier.sms.signature is " + signature);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://dysmsapi.aliyuncs.com", "https://dysmsapi.aliyuncs.com/path"})
  void shouldRefuseAnEndpointThatIsNotSafeOrHasAPath(String endpoint) {
    Map<String, String> values = complete("aliyun");
    values.put("notifier.sms.cloud.endpoint", endpoint);

    assertThatThrownBy(() -> templates(values))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("notifier.sms.cloud.endpoint is " + endpoint);
  }

  private static TemplateSettings templates(Map<String, String> values) {
    return Objects.requireNonNull(
        Objects.requireNonNull(NotifierConfig.of(Settings.of(values)).channels().sms())
            .templates());
  }

  private static Map<String, String> complete(String provider) {
    Map<String, String> values = new HashMap<>();
    values.put("notifier.sms.provider", provider);
    values.put("notifier.sms.cloud.key-id", "AKID0001");
    values.put("notifier.sms.cloud.key-secret", "key-of-the-test");
    values.put("notifier.sms.cloud.application", "1400006666");
    values.put("notifier.sms.signature", "王记网络");
    values.put("notifier.sms.report-token", "0123456789abcdef0123456789abcdef");
    for (Kind kind : Kind.read()) {
      for (Language language : Language.values()) {
        values.put(
            "notifier.sms.templates.%s.%s.%s".formatted(provider, kind, language.tag()),
            "SMS_1: tail 4, until.day 6, until.clock 5 | SMS_2: tail 4");
      }
    }
    return values;
  }
}
