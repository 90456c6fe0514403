package renewals.notifier.senders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.Health;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.secrets.MerchantSecrets;
import renewals.notifier.senders.secrets.ReloadedSecrets;

class WebhookSecretsTest {

  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldY";
  private final long now = Instant.now().getEpochSecond();

  @TempDir private Path folder;
  private long nanos;

  @ParameterizedTest
  @CsvSource({"M-1001", "L-", "L-7"})
  void shouldSignForTheMerchantsOfASecret(String merchant) throws Exception {
    String signature = sign(bound(), merchant, "id", now, "body");

    assertThat(signature).isEqualTo(new Webhook(OLD).sign("id", now, "body"));
  }

  @ParameterizedTest
  @CsvSource({"M-1002", "M-10011", "L", "l-7"})
  void shouldSignForNoOther(String merchant) {
    assertThatThrownBy(() -> sign(bound(), merchant, "id", now, "body"))
        .isInstanceOf(MerchantSecrets.RefusedException.class)
        .hasMessageStartingWith("FOREIGN_SECRET: ");
  }

  @Test
  void shouldSignForNobodyWhereNoMerchantIsNamed() {
    MerchantSecrets<Webhook> secrets = of(Map.of("notifier.webhook.secrets.wang", OLD));

    assertThat(secrets.unused()).containsExactly("wang");
    assertThatThrownBy(() -> sign(secrets, "M-1001", "id", now, "body"))
        .isInstanceOf(MerchantSecrets.RefusedException.class)
        .hasMessageStartingWith("NO_SECRET: ")
        .hasMessageContaining("notifier.webhook.merchants.wang");
  }

  @Test
  void shouldSignWithBothWhileASecretIsReplaced() throws Exception {
    MerchantSecrets<Webhook> secrets = of(bindings(NEW + ", " + OLD));

    String signatures = sign(secrets, "M-1001", "id", now, "body");

    assertThat(signatures.split(" ")).hasSize(2);
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of("id"),
            "webhook-timestamp", List.of(Long.toString(now)),
            "webhook-signature", List.of(signatures));
    for (String secret : List.of(OLD, NEW)) {
      assertThatCode(() -> new Webhook(secret).verify("body", headers)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notifier.webhook.secrets.wang|whsec_%%%",
        "notifier.webhook.secrets.wang|whsec_QQ==,whsec_QQ==,whsec_QQ==",
        "notifier.webhook.secrets.wang|,",
        "notifier.webhook.merchants.wang|M-*1",
        "notifier.webhook.merchants.wang|M 1",
        "notifier.webhook.merchants.li|M-1"
      })
  void shouldRefuseWhatCannotBeMeantWithoutSayingASecret(String name, String value) {
    Map<String, String> values = new java.util.HashMap<>(bindings(OLD));
    values.put(name, value);

    assertThatThrownBy(() -> of(values))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("notifier.webhook.")
        .hasMessageNotContaining("whsec_Q")
        .hasMessageNotContaining("%%%")
        .hasMessageNotContaining(OLD);
  }

  @Test
  void shouldTakeANewSecretWithoutARestart() throws Exception {
    Path file = write(OLD);
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));
    ReloadedSecrets<Webhook> secrets =
        new ReloadedSecrets<>(() -> WebhookSecrets.of(settings.again()), () -> nanos);

    write(NEW);
    nanos += Duration.ofSeconds(6).toNanos();

    assertThat(sign(secrets.get(), "M-1001", "id", now, "body"))
        .isEqualTo(new Webhook(NEW).sign("id", now, "body"));
  }

  @Test
  void shouldKeepTheSecretsOfBeforeWhileTheFileIsBroken() throws Exception {
    Path file = write(OLD);
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));
    ReloadedSecrets<Webhook> secrets =
        new ReloadedSecrets<>(() -> WebhookSecrets.of(settings.again()), () -> nanos);

    write("whsec_%%%");
    nanos += Duration.ofSeconds(6).toNanos();

    assertThat(secrets.state()).contains("notifier.webhook.secrets.wang").doesNotContain("%%%");
    assertThat(sign(secrets.get(), "M-1001", "id", now, "body"))
        .isEqualTo(new Webhook(OLD).sign("id", now, "body"));

    write(NEW);
    nanos += Duration.ofSeconds(6).toNanos();
    assertThat(secrets.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldBelieveThatASecretIsGoneTheSecondTimeItIsMissing() throws Exception {
    Path file = write(OLD);
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));
    ReloadedSecrets<Webhook> secrets =
        new ReloadedSecrets<>(() -> WebhookSecrets.of(settings.again()), () -> nanos);

    Files.writeString(file, "");
    nanos += Duration.ofSeconds(6).toNanos();
    assertThat(sign(secrets.get(), "M-1001", "id", now, "body"))
        .as("a file that is being written")
        .isEqualTo(new Webhook(OLD).sign("id", now, "body"));

    nanos += Duration.ofSeconds(6).toNanos();
    assertThatThrownBy(() -> sign(secrets.get(), "M-1001", "id", now, "body"))
        .hasMessageContaining("NO_SECRET");
  }

  @Test
  void shouldTakeWhatIsNewAtOnceAfterAFileWasHalfWritten() throws Exception {
    Path file = write(OLD);
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));
    ReloadedSecrets<Webhook> secrets =
        new ReloadedSecrets<>(() -> WebhookSecrets.of(settings.again()), () -> nanos);

    Files.writeString(file, "");
    nanos += Duration.ofSeconds(6).toNanos();
    secrets.get();
    write(NEW);
    nanos += Duration.ofSeconds(6).toNanos();

    assertThat(sign(secrets.get(), "M-1001", "id", now, "body"))
        .isEqualTo(new Webhook(NEW).sign("id", now, "body"));
  }

  private static String sign(
      MerchantSecrets<Webhook> secrets, String merchant, String id, long timestamp, String body)
      throws Exception {
    return WebhookSecrets.sign(secrets.of("wang", merchant), id, timestamp, body);
  }

  private Path write(String secret) throws Exception {
    return Files.writeString(
        folder.resolve("notifier.properties"),
        """
        notifier.webhook.secrets.wang=%s
        notifier.webhook.merchants.wang=M-1001
        """
            .formatted(secret));
  }

  private static MerchantSecrets<Webhook> bound() {
    return of(bindings(OLD));
  }

  private static Map<String, String> bindings(String secrets) {
    return Map.of(
        "notifier.webhook.secrets.wang", secrets, "notifier.webhook.merchants.wang", "M-1001, L-*");
  }

  private static MerchantSecrets<Webhook> of(Map<String, String> values) {
    return WebhookSecrets.of(Settings.of(values));
  }
}
