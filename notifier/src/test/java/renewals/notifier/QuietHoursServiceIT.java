package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * Quiet hours through the whole notifier: a real broker, a mail relay, and the clock as it goes.
 */
@Tag("long")
class QuietHoursServiceIT {

  /** Quiet hours end at a full minute; what is held must be seen before. */
  private static final Duration LEAST_QUIET = Duration.ofSeconds(30);

  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private ServiceBench bench;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    bench = new ServiceBench(dir);
    bench.kafka.createTopics();
    relay.start();
  }

  @AfterEach
  void stop() {
    relay.stop();
    bench.close();
  }

  @Test
  void shouldHoldSupersedeAndReleaseOverARestart() throws Exception {
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      ZonedDateTime end = ZonedDateTime.now(ZoneOffset.UTC).plus(LEAST_QUIET);
      give(end.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1).toLocalTime());
      bench.tell("R1", Samples.MERCHANT);
      tell(Samples.update("R2", 3, UpdateKind.DELAYED).build());
      tell(Samples.update("R2", 4, UpdateKind.REJECTED).build());

      Patience.await("R1 held", () -> states("R1").equals(List.of(ReceiptState.HELD)));
      Patience.await("R2 rejected", () -> states("R2").contains(ReceiptState.DELIVERED));
      assertThat(states("R2"))
          .containsExactly(ReceiptState.HELD, ReceiptState.SUPERSEDED, ReceiptState.DELIVERED);
    }
    assertThat(relay.getReceivedMessages()).hasSize(1);

    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready again", () -> KafkaBench.isReady(service.port()));
      Patience.await("R1 delivered", () -> states("R1").size() == 2);
    }
    assertThat(states("R1")).containsExactly(ReceiptState.HELD, ReceiptState.DELIVERED);
    assertThat(bench.receipts("R1"))
        .extracting(NoticeReceipt::getNoticeId)
        .containsOnly("R1/1/ACTIVATED/EMAIL");
    assertThat(relay.getReceivedMessages()).hasSize(2);
    assertThat(bench.kafka.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  private void give(LocalTime end) throws Exception {
    MerchantContact contact = Samples.mailOnly();
    contact.setZone("UTC");
    contact.setQuiet(new QuietHours(end.minusHours(2).toString(), end.toString(), null));
    bench.send(Topics.MERCHANT_CONTACTS, Samples.MERCHANT, contact, new MerchantContact());
  }

  private void tell(RenewalUpdate update) throws Exception {
    bench.send(Topics.RENEWAL_UPDATES, Samples.MERCHANT, update, new RenewalUpdate());
  }

  private List<ReceiptState> states(String renewalId) {
    return bench.receipts(renewalId).stream().map(NoticeReceipt::getState).toList();
  }

  private Settings settings() {
    Map<String, String> values = bench.settings();
    values.put("notifier.smtp.host", "127.0.0.1");
    values.put("notifier.smtp.port", Integer.toString(relay.getSmtp().getPort()));
    values.put("notifier.smtp.from", "notices@renewals.example");
    return Settings.of(values);
  }
}
