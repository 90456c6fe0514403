package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.doubles.sms.NotifierSettings;
import renewals.doubles.sms.Smsc;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

/**
 * SMS through the whole notifier: a real broker, and an SMSC that speaks SMPP. Each test looks at
 * its own renewals only.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class SmsServiceIT {

  private ServiceBench bench;
  private Smsc smsc;

  @BeforeAll
  void startKafka(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    bench = new ServiceBench(dir);
    bench.kafka.createTopics();
    bench.send(
        Topics.MERCHANT_CONTACTS, Samples.MERCHANT, Samples.phoneOnly(), new MerchantContact());
  }

  @AfterAll
  void stopKafka() {
    bench.close();
  }

  @BeforeEach
  void start() throws IOException {
    smsc = new Smsc();
  }

  @AfterEach
  void stop() throws IOException {
    smsc.close();
  }

  @Test
  void shouldDeliverAsTheSmscReportsBeforeAfterAndOverARestart() throws Exception {
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      bench.tell("R1", Samples.MERCHANT);
      assertThat(Smsc.textOf(smsc.take())).startsWith("【流量卡续费】").contains("4146");
      Patience.await("R1 sent", () -> states("R1").equals(List.of(ReceiptState.SENT)));
      smsc.report("1", "DELIVRD");
      smsc.report("1", "DELIVRD");
      smsc.report("4711", "DELIVRD");
      Patience.await("R1 delivered", () -> states("R1").size() == 2);

      bench.tell("R2", Samples.MERCHANT);
      smsc.take();
      Patience.await("R2 sent", () -> states("R2").equals(List.of(ReceiptState.SENT)));
      smsc.answer(
          (self, pdu) -> {
            String id = self.nextId();
            reportTo(self, id);
            return id;
          });
      bench.tell("R3", Samples.MERCHANT);
      Patience.await("R3 delivered", () -> states("R3").size() == 2);
    }
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready again", () -> KafkaBench.isReady(service.port()));
      Patience.await("bound again", () -> smsc.clients() == 1);
      smsc.report("2", "UNDELIV");
      Patience.await("R2 undeliverable", () -> states("R2").size() == 2);
    }

    assertThat(states("R1")).containsExactly(ReceiptState.SENT, ReceiptState.DELIVERED);
    assertThat(states("R2")).containsExactly(ReceiptState.SENT, ReceiptState.UNDELIVERABLE);
    assertThat(states("R3")).containsExactly(ReceiptState.SENT, ReceiptState.DELIVERED);
    assertThat(bench.receipts("R2").getLast().getReason()).startsWith("SMS_UNDELIV: ");
    assertThat(bench.kafka.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void shouldSendEachOnceThoughTheSmscThrottlesAndDropsConnections() throws Exception {
    int count = 60;
    AtomicInteger asked = new AtomicInteger();
    ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    smsc.answer(
        (self, pdu) -> {
          if (asked.incrementAndGet() % 20 == 7) {
            throw new ProcessRequestException("slower", SMPPConstant.STAT_ESME_RTHROTTLED);
          }
          String id = "MANY" + self.nextId();
          taken.add(id);
          return id;
        });
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      for (int n = 0; n < count; n++) {
        bench.tell("MANY" + n, Samples.MERCHANT);
      }
      Patience.await("half of them", () -> taken.size() >= count / 2);
      smsc.dropConnections();
      Patience.await("all sent", () -> renewalsIn(ReceiptState.SENT).size() == count);
      Patience.await("bound again", () -> smsc.clients() == 1);
      for (String id : taken) {
        smsc.report(id, "DELIVRD");
      }
      Set<String> answered = renewalsIn(ReceiptState.SENT);
      answered.removeAll(lost());
      Patience.await(
          "final receipts", () -> renewalsIn(ReceiptState.DELIVERED).containsAll(answered));
    }

    assertThat(taken).as("none was taken twice").hasSizeLessThanOrEqualTo(count);
    assertThat(bench.kafka.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  private Set<String> renewalsIn(ReceiptState state) {
    return renewals(receipt -> receipt.getState() == state);
  }

  /** Those of which the answer was lost with the connection. */
  private Set<String> lost() {
    return renewals(receipt -> String.valueOf(receipt.getReason()).startsWith("ANSWER_LOST"));
  }

  private Set<String> renewals(Predicate<NoticeReceipt> which) {
    return bench.receipts().stream()
        .filter(receipt -> String.valueOf(receipt.getRenewalId()).startsWith("MANY"))
        .filter(which)
        .map(NoticeReceipt::getRenewalId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<ReceiptState> states(String renewalId) {
    return bench.receipts(renewalId).stream().map(NoticeReceipt::getState).toList();
  }

  private static void reportTo(Smsc smsc, String id) {
    try {
      smsc.report(id, "DELIVRD");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings settings() {
    Map<String, String> values = bench.settings();
    values.putAll(NotifierSettings.of(smsc));
    values.put("notifier.defer.delay", "1s");
    values.put("notifier.sms.smpp.timeout", "2s");
    return Settings.of(values);
  }
}
