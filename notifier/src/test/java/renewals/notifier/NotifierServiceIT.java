package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.MerchantContact;
import renewals.v1.ReceiptState;

/** The whole notifier against a real broker, a webhook receiver and a mail relay. */
@TestInstance(Lifecycle.PER_CLASS)
class NotifierServiceIT {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final List<String> hooks = new CopyOnWriteArrayList<>();
  private final List<String> unverified = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private ServiceBench bench;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    bench = new ServiceBench(dir);
    relay.start();
    bench.receive("/hook", this::hook);
  }

  @AfterAll
  void stop() {
    relay.stop();
    bench.close();
  }

  @Test
  void shouldTellMerchantsThroughFailuresMisplacementAndRestart() throws Exception {
    assertThatThrownBy(() -> NotifierService.start(settings()).close())
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("merchant-contacts")
        .hasMessageContaining("are missing");
    bench.kafka.createTopics();

    byte[] garbage = {9, 9, 9};
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      int wrong = bench.misroute(Topics.MERCHANT_CONTACTS, Samples.MERCHANT, garbage);
      bench.misroute(Topics.MERCHANT_CONTACTS, Samples.MERCHANT, contact());
      failures.set(1);
      bench.tell("R1", Samples.MERCHANT);

      Patience.await("receipts of R1", () -> bench.finalReceipts("R1").size() == 2);
      assertThat(bench.finalReceipts("R1")).allMatch(r -> r.getState() == ReceiptState.DELIVERED);
      assertThat(bench.receipts("R1"))
          .filteredOn(receipt -> receipt.getState() == ReceiptState.RETRYING)
          .hasSize(1);
      assertThat(unverified).isEmpty();
      assertThat(hooks).containsExactly("R1/1/ACTIVATED/WEBHOOK", "R1/1/ACTIVATED/WEBHOOK");
      assertThat(relay.getReceivedMessages()).hasSize(1);

      ConsumerRecord<byte[], byte[]> dead = bench.kafka.read(Topics.DEAD_LETTERS).get(0);
      assertThat(dead.value()).isEqualTo(garbage);
      assertThat(header(dead, "dl-reason")).isEqualTo("UNREADABLE");
      assertThat(header(dead, "dl-topic")).isEqualTo("merchant-contacts");
      assertThat(header(dead, "dl-partition")).isEqualTo(Integer.toString(wrong));
      assertThat(header(dead, "dl-offset")).isEqualTo("0");
      assertThat(dead.headers().lastHeader("moved-offset")).isNull();

      bench.tell("R2", "M-unknown");
      Patience.await("giving up R2", () -> bench.finalReceipts("R2").size() == 1);
      assertThat(bench.finalReceipts("R2").get(0).getReason()).startsWith("NO_ADDRESS");
    }

    bench.tell("R1", Samples.MERCHANT);
    bench.tell("R3", Samples.MERCHANT);
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready again", () -> KafkaBench.isReady(service.port()));
      Patience.await("receipts of R3", () -> bench.finalReceipts("R3").size() == 2);
      assertThat(bench.finalReceipts("R1")).hasSize(2);
      assertThat(bench.finalReceipts("R3")).allMatch(r -> r.getState() == ReceiptState.DELIVERED);
      assertThat(relay.getReceivedMessages()).hasSize(2);
      assertThat(hooks).hasSize(3).last().isEqualTo("R3/1/ACTIVATED/WEBHOOK");
      assertThat(bench.kafka.read(Topics.DEAD_LETTERS)).hasSize(1);
    }
  }

  private Settings settings() {
    Map<String, String> values = bench.settings();
    values.put("notifier.contact.wait", "3s");
    values.put("notifier.webhook.allow-http", "true");
    values.put("notifier.webhook.allow-private", "true");
    values.put("notifier.webhook.secrets.wang", SECRET);
    values.put("notifier.webhook.merchants.wang", "M-*");
    values.put("notifier.smtp.host", "127.0.0.1");
    values.put("notifier.smtp.port", Integer.toString(relay.getSmtp().getPort()));
    values.put("notifier.smtp.from", "notices@renewals.example");
    return Settings.of(values);
  }

  private byte[] contact() {
    MerchantContact contact = Samples.mailAndWebhook();
    contact.setWebhookUrl(bench.url("/hook"));
    return bench.kafka.wire(Topics.MERCHANT_CONTACTS, contact, new MerchantContact());
  }

  private void hook(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hooks.add(exchange.getRequestHeaders().getFirst("webhook-id"));
    try {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
      new Webhook(SECRET).verify(body, headers);
    } catch (Exception e) {
      unverified.add(e.toString());
    }
    exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 500 : 204, -1);
    exchange.close();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
