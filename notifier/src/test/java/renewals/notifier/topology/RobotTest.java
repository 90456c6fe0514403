package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.contact;
import static renewals.notifier.Samples.resend;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.Robot;
import renewals.v1.RobotKind;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** What a robot says has been said: nobody ever reports more. */
class RobotTest {

  private static final String URL = "https://oapi.dingtalk.com/robot/send?access_token=a1";
  private static final String OTHER = "https://open.feishu.cn/open-apis/bot/v2/hook/b2";
  private static final String WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send";
  private static final String NO_REPORTS =
      "NO_REPORTS: the robot has said it; who has read it is never reported";
  private static final String GONE =
      "ADDRESS_REFUSED: there is no such robot any more (DINGTALK_300005)";

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldHandOverWhatTheRobotIsToSay() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));

    NoticeDue due = onlyDue();
    assertThat(due.getNoticeId()).isEqualTo("R1/1/ACTIVATED/ROBOT");
    assertThat(due.getChannel()).isEqualTo(NoticeChannel.ROBOT);
    assertThat(due.getRobot()).isEqualTo(RobotKind.DINGTALK);
    assertThat(due.getTarget()).isEqualTo(URL);
    assertThat(due.getSecretRef()).isEqualTo("robots/wang");
    assertThat(due.getBody()).startsWith("尾号4146流量卡续费成功\n\n老王小吃店，您好：\n");
  }

  @Test
  void shouldEndAsSentAndWaitForNoReport() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    bench.answer(said(onlyDue()));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState, NoticeReceipt::getReason, NoticeReceipt::getAttempt)
        .containsExactly(tuple(ReceiptState.SENT, NO_REPORTS, 1));
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
    bench.pass(Duration.ofDays(5));
    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts()).isEmpty();
  }

  @Test
  void shouldTryNoOtherChannelOnceTheRobotHasSaidIt() {
    bench.give(robotThenMail());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(said(onlyDue()));

    bench.pass(Duration.ofDays(1));
    assertThat(bench.due()).isEmpty();
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
  }

  @Test
  void shouldTryTheNextChannelWhereTheRobotIsRefused() {
    bench.give(robotThenMail());
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.answer(refused(onlyDue(), "DINGTALK_310000: the text has none of its keywords"));

    assertThat(onlyDue().getChannel()).isEqualTo(NoticeChannel.EMAIL);
  }

  @Test
  void shouldCountNoTryWhereItWasTooMuch() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    NoticeResult tooMuch = result(onlyDue(), SendOutcome.DEFERRED);
    tooMuch.setNotBefore(tooMuch.getAt().plus(Duration.ofMinutes(10)));
    bench.answer(tooMuch);

    bench.pass(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofSeconds(2));
    assertThat(onlyDue().getAttempt()).isEqualTo(1);
    assertThat(bench.receipts()).isEmpty();
    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();
  }

  /** As a sender does that was killed: it reads again what it had put off, and says it. */
  @Test
  void shouldNotSayOnceMoreWhatWasSaidThoughItWasPutOff() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    NoticeDue due = onlyDue();
    bench.answer(result(due, SendOutcome.DEFERRED));
    bench.answer(result(due, SendOutcome.ACCEPTED));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState)
        .containsExactly(ReceiptState.SENT);
    bench.pass(Duration.ofDays(1));
    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldPauseARobotThatIsGoneAndTellItByTheOtherChannel() {
    MerchantContact both = robotOnly(1);
    both.setEmail("wang@example.com");
    bench.give(both);
    bench.tell(activated("R1"));
    bench.answer(refused(due(NoticeChannel.ROBOT), GONE));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isEqualTo(1);
    NoticeDue told = onlyDue();
    assertThat(told.getKind()).isEqualTo("ADDRESS_PAUSED");
    assertThat(told.getBody()).contains("群机器人");
  }

  @Test
  void shouldUseAPausedRobotAgainOnceItSpeaks() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    bench.answer(refused(onlyDue(), GONE));
    bench.pass(Duration.ofHours(2));
    bench.tell(activated("R2"));
    bench.answer(said(onlyDue()));

    assertThat(bench.counts.of(Counts.Event.ADDRESS_RECOVERED)).isEqualTo(1);
  }

  @Test
  void shouldPauseARobotThatRefusesEverythingForFiveDays() {
    bench.give(robotOnly(1));
    for (int day = 0; day <= 5; day++) {
      bench.tell(activated("R" + day));
      bench.answer(refused(onlyDue(), "DINGTALK_310000: the text has none of its keywords"));
      bench.pass(Duration.ofHours(24));
    }

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isEqualTo(1);
  }

  @Test
  void shouldNotBlameARobotForASecretThatWeLack() {
    bench.give(robotOnly(1));
    for (int day = 0; day <= 6; day++) {
      bench.tell(activated("R" + day));
      bench.answer(refused(onlyDue(), "NO_SECRET: no secret is configured under robots/wang"));
      bench.pass(Duration.ofHours(24));
    }

    assertThat(bench.counts.of(Counts.Event.ADDRESS_PAUSED)).isZero();
  }

  @Test
  void shouldTellInTheOldGroupThatAnotherIsToldFromNowOn() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    bench.answer(said(onlyDue()));
    MerchantContact other = robotOnly(2);
    other.setRobot(new Robot(RobotKind.FEISHU, OTHER, null));
    bench.give(other);

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId, NoticeDue::getRobot, NoticeDue::getTarget)
        .contains(tuple("contact/M-1001/2/old/ROBOT", RobotKind.DINGTALK, URL));
  }

  @Test
  void shouldTakeAWecomRobotWithAnotherKeyForAnotherAddress() {
    bench.give(wecom("robots/wang", 1));
    bench.tell(activated("R1"));
    bench.answer(said(onlyDue()));
    bench.give(wecom("robots/li", 2));

    assertThat(bench.due())
        .filteredOn(due -> due.getNoticeId().equals("contact/M-1001/2/old/ROBOT"))
        .extracting(NoticeDue::getTarget, NoticeDue::getSecretRef)
        .containsExactly(tuple(WECOM, "robots/wang"));
  }

  @Test
  void shouldNotHoldAPausedWecomRobotAgainstAnotherKey() {
    bench.give(wecom("robots/wang", 1));
    bench.tell(activated("R1"));
    bench.answer(refused(onlyDue(), GONE));
    bench.give(wecom("robots/li", 2));
    bench.due();
    bench.tell(activated("R2"));

    assertThat(onlyDue().getSecretRef()).isEqualTo("robots/li");
    assertThat(bench.counts.of(Counts.Event.ADDRESS_RECOVERED)).isZero();
  }

  @Test
  void shouldKeepASignedRobotWhoseSecretHasAnotherName() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    bench.answer(said(onlyDue()));
    MerchantContact renamed = robotOnly(2);
    renamed.setRobot(new Robot(RobotKind.DINGTALK, URL, "robots/li"));
    bench.give(renamed);

    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldSayAgainWhatWasGivenUpWhereSomebodyAsks() {
    bench.give(robotOnly(1));
    bench.tell(activated("R1"));
    bench.answer(refused(onlyDue(), "DINGTALK_310000: the text has none of its keywords"));
    bench.receipts();

    bench.answer(resend("R1/1/ACTIVATED/ROBOT", "li"));
    NoticeDue again = onlyDue();
    bench.answer(said(again));

    assertThat(again.getAttempt()).isEqualTo(2);
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getState, NoticeReceipt::getActor)
        .containsExactly(tuple(ReceiptState.SENT, "li"));
    bench.answer(resend("R1/1/ACTIVATED/ROBOT", "li"));
    assertThat(bench.due()).as("it has been said").isEmpty();
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private NoticeDue due(NoticeChannel channel) {
    return bench.due().stream()
        .filter(one -> one.getChannel() == channel)
        .findFirst()
        .orElseThrow();
  }

  private static NoticeResult said(NoticeDue due) {
    NoticeResult said = result(due, SendOutcome.ACCEPTED);
    said.setReason(null);
    return said;
  }

  private static NoticeResult refused(NoticeDue due, String reason) {
    NoticeResult refused = result(due, SendOutcome.REFUSED);
    refused.setReason(reason);
    return refused;
  }

  private static MerchantContact robotOnly(long revision) {
    return contact()
        .setRevision(revision)
        .setRobot(new Robot(RobotKind.DINGTALK, URL, "robots/wang"))
        .build();
  }

  private static MerchantContact wecom(String keyRef, long revision) {
    return contact()
        .setRevision(revision)
        .setRobot(new Robot(RobotKind.WECOM, WECOM, keyRef))
        .build();
  }

  private static MerchantContact robotThenMail() {
    MerchantContact both = robotOnly(1);
    both.setEmail("wang@example.com");
    both.setPreferences(Map.of("DELAYED", List.of(NoticeChannel.ROBOT, NoticeChannel.EMAIL)));
    return both;
  }
}
