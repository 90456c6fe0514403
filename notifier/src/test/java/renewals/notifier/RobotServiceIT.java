package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.kit.Settings;
import renewals.notifier.senders.robot.RobotDouble;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;
import renewals.v1.Robot;
import renewals.v1.RobotKind;

/**
 * Robots through the whole notifier: a real broker, and a double that keeps the providers' rules.
 */
@Tag("long")
class RobotServiceIT {

  private ServiceBench bench;
  private RobotDouble robot;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    bench = new ServiceBench(dir);
    bench.kafka.createTopics();
    robot = new RobotDouble(Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    robot.close();
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = RobotKind.class,
      names = {"DINGTALK", "FEISHU"})
  void shouldSayItInTheGroupAndEndWhereTheRobotIsRemoved(RobotKind kind) throws Exception {
    try (NotifierService service = NotifierService.start(settings())) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      MerchantContact contact = Samples.contact().build();
      contact.setRobot(new Robot(kind, robot.addressOf(kind), "robots/wang"));
      bench.send(Topics.MERCHANT_CONTACTS, Samples.MERCHANT, contact, new MerchantContact());
      bench.tell("R1", Samples.MERCHANT);
      Patience.await("R1 said", () -> !bench.receipts("R1").isEmpty());
      robot.remove();
      bench.tell("R2", Samples.MERCHANT);
      Patience.await("R2 refused", () -> !bench.receipts("R2").isEmpty());
    }

    assertThat(robot.said).singleElement().asString().startsWith("尾号4146流量卡续费成功\n\n老王小吃店，您好：");
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(
            tuple("R1/1/ACTIVATED/ROBOT", ReceiptState.SENT),
            tuple("R2/1/ACTIVATED/ROBOT", ReceiptState.UNDELIVERABLE));
    assertThat(bench.receipts().toString())
        .doesNotContain(RobotDouble.TOKEN)
        .doesNotContain(RobotDouble.SECRET);
    assertThat(bench.kafka.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  private Settings settings() {
    Map<String, String> values = bench.settings();
    values.put("notifier.robot.secrets.robots/wang", RobotDouble.SECRET);
    values.put("notifier.robot.merchants.robots/wang", Samples.MERCHANT);
    values.put("notifier.robot.hosts", robot.host());
    values.put("notifier.robot.allow-http", "true");
    return Settings.of(values);
  }
}
