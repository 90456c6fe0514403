package renewals.notifier.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.message.TemplateVariables;
import renewals.notifier.senders.sms.template.CloudKey;
import renewals.notifier.senders.sms.template.SmsTemplate;
import renewals.notifier.senders.sms.template.TemplateSettings;

/**
 * Reads how a provider of reviewed templates is reached and what it has reviewed, and refuses what
 * it would refuse message by message.
 */
final class TemplateConfig {

  private static final String CLOUD = "notifier.sms.cloud.";
  private static final String KEY_ID = CLOUD + "key-id";
  private static final String KEY_SECRET = CLOUD + "key-secret";
  private static final String APPLICATION = CLOUD + "application";
  private static final String ENDPOINT = CLOUD + "endpoint";
  private static final String SIGNATURE = "notifier.sms.signature";
  private static final String WORDS = "notifier.sms.words";
  private static final String REPORT_TOKEN = "notifier.sms.report-token";
  private static final String TEMPLATES = "notifier.sms.templates.";

  /** How long a signature may be at all of them. */
  private static final int SHORTEST_SIGNATURE = 2;

  private static final int LONGEST_SIGNATURE = 16;

  private final Map<String, String> given;
  private final Optional<String> endpoint;
  private final String keyId;
  private final String keySecret;
  private final String region;
  private final String application;
  private final Duration timeout;
  private final String signature;
  private final List<String> words;
  private final Optional<String> reportToken;

  /**
   * Reads, and so checks, everything, whether there is such a provider or not.
   *
   * @throws SettingException one of the settings is not what is expected
   */
  TemplateConfig(Settings settings) {
    this.endpoint = settings.url(ENDPOINT);
    this.keyId = settings.text(KEY_ID, "");
    this.keySecret = settings.text(KEY_SECRET, "");
    this.region = settings.text(CLOUD + "region", "ap-guangzhou");
    this.application = settings.text(APPLICATION, "");
    this.timeout = settings.positive(CLOUD + "timeout", Duration.ofSeconds(10));
    this.signature = signature(settings);
    this.words =
        Arrays.stream(settings.text(WORDS, "流量,运营商,POS机").split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
    this.reportToken = settings.secret(REPORT_TOKEN);
    this.given = settings.below(TEMPLATES);
    given.forEach(TemplateConfig::parsed);
  }

  /**
   * Everything for that provider.
   *
   * @throws SettingException something is missing, or would be refused there
   */
  TemplateSettings of(TemplateSettings.Provider provider) {
    demand(keyId, KEY_ID, "the id of the access key");
    demand(keySecret, KEY_SECRET, "the access key's secret");
    demand(signature, SIGNATURE, "who signs, as registered at the provider");
    demand(reportToken.orElse(""), REPORT_TOKEN, "what the provider's reports are known by");
    if (provider == TemplateSettings.Provider.TENCENT) {
      demand(application, APPLICATION, "SmsSdkAppId");
    }
    refuseWords(SIGNATURE, signature, List.of(signature));
    return new TemplateSettings(
        provider,
        endpointOf(provider),
        new CloudKey(keyId, keySecret),
        region,
        application,
        signature,
        templatesOf(provider),
        timeout);
  }

  private Map<String, List<SmsTemplate>> templatesOf(TemplateSettings.Provider provider) {
    Map<String, List<SmsTemplate>> templates = new HashMap<>();
    for (Kind kind : Kind.read()) {
      for (Language language : Language.values()) {
        String key = kind.name() + '.' + language.tag();
        String ofProvider = provider.name().toLowerCase(Locale.ROOT) + '.' + key;
        String text = given.getOrDefault(ofProvider, "");
        demand(text, TEMPLATES + ofProvider, SmsTemplate.EXPECTATION);
        List<SmsTemplate> reviewed = parsed(ofProvider, text);
        reviewed.stream()
            .flatMap(template -> template.variables().stream())
            .forEach(variable -> check(TEMPLATES + ofProvider, text, variable, language));
        templates.put(key, reviewed);
      }
    }
    return templates;
  }

  private static List<SmsTemplate> parsed(String name, String text) {
    return SmsTemplate.parse(text)
        .orElseThrow(() -> new SettingException(TEMPLATES + name, text, SmsTemplate.EXPECTATION));
  }

  private void check(String name, String given, SmsTemplate.Variable variable, Language language) {
    OptionalInt longest = TemplateVariables.longest(variable.name(), language);
    if (longest.isEmpty()) {
      throw new SettingException(
          name,
          given,
          "variables of %s, but not %s".formatted(TemplateVariables.names(), variable.name()));
    }
    if (longest.getAsInt() > variable.longest()) {
      throw new SettingException(
          name,
          given,
          "room for %d characters in %s: it can get as long"
              .formatted(longest.getAsInt(), variable.name()));
    }
    refuseWords(name, given, TemplateVariables.phrases(variable.name(), language));
  }

  private void refuseWords(String name, String given, List<String> texts) {
    for (String word : words) {
      for (String text : texts) {
        if (text.contains(word)) {
          throw new SettingException(
              name,
              given,
              "nothing that can hold %s, which is on the list of %s (here: %s)"
                  .formatted(word, WORDS, text));
        }
      }
    }
  }

  private static String signature(Settings settings) {
    String given = settings.text(SIGNATURE, "");
    boolean fits =
        given.isEmpty()
            || (given.length() >= SHORTEST_SIGNATURE && given.length() <= LONGEST_SIGNATURE);
    if (!fits || given.contains("【") || given.contains("】")) {
      throw new SettingException(
          SIGNATURE,
          given,
          "%d to %d characters, without 【】".formatted(SHORTEST_SIGNATURE, LONGEST_SIGNATURE));
    }
    return given;
  }

  private URI endpointOf(TemplateSettings.Provider provider) {
    String usual =
        switch (provider) {
          case ALIYUN -> "https://dysmsapi.aliyuncs.com";
          case TENCENT -> "https://sms.tencentcloudapi.com";
        };
    URI uri = URI.create(endpoint.orElse(usual));
    boolean isSafe = "https".equals(uri.getScheme()) || "127.0.0.1".equals(uri.getHost());
    if (!isSafe || !uri.getRawPath().isEmpty()) {
      throw new SettingException(
          ENDPOINT, uri.toString(), "https, a host, and no path, such as " + usual);
    }
    return uri;
  }

  private static void demand(String given, String name, String expected) {
    if (given.isEmpty()) {
      throw new SettingException(name, "not set", expected);
    }
  }
}
