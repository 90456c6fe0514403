package renewals.notifier.senders.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.secrets.ReloadedSecrets;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.RobotKind;
import renewals.v1.SendOutcome;

class RobotSenderTest {

  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String TEXT = "尾号4146流量卡已可使用\n\n老王小吃店，您好：";
  private static final int USUAL = 1000;

  private final HandClock clock = new HandClock();
  private RobotDouble robot;
  private int sent;

  /** Wall clock and stopwatch in one, moved by hand. */
  private static final class HandClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }

    long nanos() {
      return Duration.between(START, now).toNanos();
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  static Stream<RobotKind> kinds() {
    return Stream.of(RobotKind.WECOM, RobotKind.DINGTALK, RobotKind.FEISHU);
  }

  @BeforeEach
  void start() throws IOException {
    robot = new RobotDouble(clock);
  }

  @AfterEach
  void stop() {
    robot.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldSayWhatTheProviderTakes(RobotKind kind) {
    assertThat(send(sender(USUAL), kind)).isEqualTo(SendResult.said());
    assertThat(robot.said).containsExactly(TEXT);
  }

  @Test
  void shouldSignAsEachProviderDescribesIt() {
    assertThat(DingtalkApi.sign(RobotDouble.SECRET, "1772416800000"))
        .isEqualTo("HO/g7boSc37Cn8O6OO1kiC1xkNuZB4iHpC4FLMgEF0U=");
    assertThat(FeishuApi.sign(RobotDouble.SECRET, "1772416800"))
        .isEqualTo("rtoYGffz66IwTeEBKVHwCg52DnJvE8mEs6WnsK5wsFE=");
  }

  @ParameterizedTest
  @EnumSource(names = {"DINGTALK", "FEISHU"})
  void shouldSpeakUnsignedWhereTheContactNamesNoSecret(RobotKind kind) {
    robot.dontDemandASignature();

    assertThat(sender(USUAL).send(due(kind, robot.addressOf(kind), null)))
        .isEqualTo(SendResult.said());
    assertThat(robot.asked.getFirst().toString()).doesNotContain("sign");
  }

  @ParameterizedTest
  @CsvSource({"DINGTALK, DINGTALK_310000", "FEISHU, FEISHU_19021"})
  void shouldGiveUpWhereTheSignatureIsRefused(RobotKind kind, String word) {
    SendResult result = sender(USUAL).send(due(kind, robot.addressOf(kind), "another"));

    assertRefused(result, word + ": the signature is not the robot's");
  }

  @ParameterizedTest
  @CsvSource({"DINGTALK, DINGTALK_310000", "FEISHU, FEISHU_19021"})
  void shouldGiveUpWhereOurClockIsWrongByAnHour(RobotKind kind, String word) {
    Clock late = Clock.offset(clock, Duration.ofMinutes(-61));
    RobotSender sender = new RobotSender(settings(USUAL), ServiceClock.of(late), clock::nanos);

    assertRefused(send(sender, kind), word + ": the signature is not the robot's, or our clock");
  }

  @ParameterizedTest
  @CsvSource({"DINGTALK, DINGTALK_310000", "FEISHU, FEISHU_19024"})
  void shouldGiveUpWhereAKeywordIsMissing(RobotKind kind, String word) {
    robot.demand("监控报警");

    assertRefused(send(sender(USUAL), kind), word + ": the text has none of the robot's keywords");
  }

  @ParameterizedTest
  @CsvSource({"DINGTALK, DINGTALK_310000", "FEISHU, FEISHU_19022"})
  void shouldGiveUpWhereOurAddressIsRefused(RobotKind kind, String word) {
    robot.refuseOurAddress();

    assertRefused(send(sender(USUAL), kind), word + ": the robot doesn't take messages from our");
  }

  @ParameterizedTest
  @CsvSource({"WECOM, WECOM_93000", "DINGTALK, DINGTALK_300005", "FEISHU, FEISHU_19001"})
  void shouldKnowThatARobotIsGone(RobotKind kind, String word) {
    robot.remove();

    assertThat(send(sender(USUAL), kind))
        .isEqualTo(
            SendResult.refused(
                "ADDRESS_REFUSED: there is no such robot any more (%s)".formatted(word)));
  }

  @ParameterizedTest
  @CsvSource({"WECOM, 20, 1", "DINGTALK, 20, 10", "FEISHU, 100, 1"})
  void shouldComeAgainLaterWhereItIsTooMuchAndSayNothingMeanwhile(
      RobotKind kind, int most, int minutes) {
    RobotSender sender = sender(USUAL);
    for (int i = 0; i < most; i++) {
      assertThat(send(sender, kind)).isEqualTo(SendResult.said());
      clock.pass(Duration.ofMillis(300));
    }
    Instant shut = clock.instant();

    SendResult result = send(sender, kind);

    assertThat(result.outcome()).isEqualTo(SendOutcome.DEFERRED);
    assertThat(result.reason()).startsWith("BUSY: " + kind);
    assertThat(result.notBefore()).isEqualTo(shut.plus(Duration.ofMinutes(minutes)));
    int asked = robot.asked.size();
    clock.pass(Duration.ofMinutes(minutes).minusSeconds(5));
    assertThat(send(sender, kind).outcome()).isEqualTo(SendOutcome.DEFERRED);
    assertThat(robot.asked).as("it isn't asked while it takes nothing").hasSize(asked);
    clock.pass(Duration.ofSeconds(5));
    assertThat(send(sender, kind)).isEqualTo(SendResult.said());
  }

  @Test
  void shouldTakeTooManyRequestsOfFeishuForWhatItIs() {
    robot.answer(400, "{\"code\":9499,\"msg\":\"too many request\",\"data\":{}}");

    assertThat(send(sender(USUAL), RobotKind.FEISHU).outcome()).isEqualTo(SendOutcome.DEFERRED);
  }

  @Test
  void shouldTryAgainWhereFeishuDoesNotUnderstandIt() {
    robot.answer(400, "{\"code\":9499,\"msg\":\"Bad Request\",\"data\":{}}");

    assertThat(send(sender(USUAL), RobotKind.FEISHU))
        .isEqualTo(SendResult.failed("FEISHU_9499: the provider did not take it"));
  }

  @Test
  void shouldTakeTheAnswerThatFeishuGaveOfOld() {
    robot.answer(200, "{\"Extra\":null,\"StatusCode\":0,\"StatusMessage\":\"success\"}");

    assertThat(send(sender(USUAL), RobotKind.FEISHU)).isEqualTo(SendResult.said());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldKeepToItsOwnRateBeforeTheProviderMustSaySo(RobotKind kind) {
    RobotSender sender = sender(3);
    for (int i = 0; i < 3; i++) {
      assertThat(send(sender, kind)).isEqualTo(SendResult.said());
    }

    SendResult result = send(sender, kind);

    assertThat(result)
        .isEqualTo(
            SendResult.deferred(
                "BUSY: the robot says no more for now", START.plus(Duration.ofMinutes(1))));
    assertThat(robot.said).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldNotTakeTheStatus200ForSuccess(RobotKind kind) {
    robot.answer(200, "{}");
    assertThat(send(sender(USUAL), kind))
        .isEqualTo(SendResult.failed(kind + "_NO_CODE: the provider did not take it"));

    robot.answer(200, "<html>login</html>");
    assertThat(send(sender(USUAL), kind))
        .isEqualTo(SendResult.failed(kind + "_HTTP_200: the provider did not take it"));
  }

  @ParameterizedTest
  @CsvSource({"WECOM, errcode", "DINGTALK, errcode", "FEISHU, code"})
  void shouldTryAgainWhereTheProviderIsBusyWithItself(RobotKind kind, String field) {
    robot.answer(200, "{\"%s\":-1}".formatted(field));

    assertThat(send(sender(USUAL), kind))
        .isEqualTo(SendResult.failed(kind + "_-1: the provider did not take it"));
  }

  @Test
  void shouldTryAgainWhereSomethingBetweenAnswersAndWaitWhereThatIsTooMuch() {
    robot.answer(502, "bad gateway");
    assertThat(send(sender(USUAL), RobotKind.WECOM).outcome()).isEqualTo(SendOutcome.FAILED);

    robot.answer(429, "slow down");
    assertThat(send(sender(USUAL), RobotKind.WECOM).outcome()).isEqualTo(SendOutcome.DEFERRED);
  }

  @Test
  void shouldReadNoMoreOfAnAnswerThanItNeeds() {
    robot.answer(200, "x".repeat(5_000_000));

    assertThat(send(sender(USUAL), RobotKind.WECOM).reason()).startsWith("WECOM_HTTP_200");
  }

  @Test
  void shouldSeldomTryAProviderThatGivesNoAnswer() throws IOException {
    try (ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + nobody.getLocalPort();
      nobody.close();
      RobotSender sender =
          new RobotSender(settings(USUAL, Set.of(host)), ServiceClock.of(clock), clock::nanos);
      String address = "http://" + host + "/robot/send?access_token=" + RobotDouble.TOKEN;
      for (int i = 0; i < 5; i++) {
        SendResult result = sender.send(due(RobotKind.DINGTALK, address, "robot"));
        assertThat(result).isEqualTo(SendResult.failed("CONNECTION: ConnectException"));
        clock.pass(Duration.ofSeconds(1));
      }

      SendResult result = sender.send(due(RobotKind.DINGTALK, address, "robot"));

      assertThat(result.outcome()).isEqualTo(SendOutcome.DEFERRED);
      assertThat(result.reason()).startsWith("HOST_PAUSED: ");
      assertThat(sender.pausedHosts()).isEqualTo(1);
    }
  }

  @Test
  void shouldWaitForAnAnswerNoLongerThanItsTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + silent.getLocalPort();
      RobotSender sender =
          new RobotSender(settings(USUAL, Set.of(host)), ServiceClock.of(clock), clock::nanos);

      assertThat(
              sender.send(
                  due(RobotKind.FEISHU, "http://" + host + "/open-apis/bot/v2/hook/x", null)))
          .isEqualTo(SendResult.failed("TIMEOUT: no answer within 2 s"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WECOM, https://qyapi.weixin.qq.com.example/cgi-bin/webhook/send?key=k",
    "WECOM, http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
    "WECOM, https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=k",
    "WECOM, https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=k",
    "WECOM, https://oapi.dingtalk.com/robot/send?access_token=k",
    "DINGTALK, https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
    "DINGTALK, https://169.254.169.254/robot/send?access_token=k",
    "DINGTALK, http://127.0.0.1:1/robot/send?access_token=k",
    "FEISHU, https://open.feishu.cn/open-apis/bot/v3/info",
    "FEISHU, https://open.feishu.cn/open-apis/bot/v2/hook/",
    "FEISHU, https://open.feishu.cn/open-apis/bot/v2/hook/../../v3/info",
    "FEISHU, https://open.feishu.cn/open-apis/bot/v2/hook/%2e%2e/k",
    "FEISHU, https://open.feishu.cn/open-apis/bot/v2/hook/k/l",
    "FEISHU, https://open.feishu.cn@evil.example/open-apis/bot/v2/hook/k",
    "FEISHU, nothing"
  })
  void shouldSpeakToTheProviderAlone(RobotKind kind, String address) {
    SendResult result = sender(USUAL).send(due(kind, address, null));

    assertRefused(result, "URL_REFUSED: ");
  }

  @Test
  void shouldNotSpeakToANamedHostInTheClearUnlessThatIsAllowed() {
    RobotSettings open = settings(USUAL);
    RobotSettings closed =
        new RobotSettings(open.secrets(), open.hosts(), false, TIMEOUT, 4, open.perMinute());

    assertRefused(
        send(new RobotSender(closed, ServiceClock.of(clock), clock::nanos), RobotKind.WECOM),
        "URL_REFUSED: ");
    assertThat(robot.asked).isEmpty();
  }

  @Test
  void shouldUseNoSecretOfAnotherMerchant() {
    NoticeDue due = due(RobotKind.DINGTALK, robot.addressOf(RobotKind.DINGTALK), "robot");
    due.setMerchantId("M-9");

    assertRefused(sender(USUAL).send(due), "FOREIGN_SECRET: ");
    assertThat(robot.asked).isEmpty();
  }

  @Test
  void shouldSayNothingWithASecretThatIsNotThereAndNotRepeatWhatTheContactNames() {
    NoticeDue due = due(RobotKind.FEISHU, robot.addressOf(RobotKind.FEISHU), RobotDouble.SECRET);

    assertThat(sender(USUAL).send(due))
        .isEqualTo(
            SendResult.refused(
                "NO_SECRET: the contact's robot.secretRef gives this merchant no secret"));
    assertThat(robot.asked).isEmpty();
  }

  @Test
  void shouldPutTheKeyOfWecomIntoAnAddressWithoutOne() {
    String bare = "http://" + robot.host() + "/cgi-bin/webhook/send";

    assertThat(sender(USUAL).send(due(RobotKind.WECOM, bare, "key"))).isEqualTo(SendResult.said());
    assertRefused(
        sender(USUAL).send(due(RobotKind.WECOM, bare + "?key=another", "key")), "URL_REFUSED: ");
  }

  /** One merchant's messages must hold up nobody else's. */
  @Test
  void shouldTellRobotsOfWecomApartByTheNameOfTheirKey() {
    String bare = "http://" + robot.host() + "/cgi-bin/webhook/send";
    NoticeDue one = due(RobotKind.WECOM, bare, "key");
    NoticeDue other = due(RobotKind.WECOM, bare, "key-of-another");
    RobotSender sender = sender(USUAL);
    robot.answer(200, "{\"errcode\":45009}");
    assertThat(sender.send(one).outcome()).isEqualTo(SendOutcome.DEFERRED);
    robot.answer(200, "");

    assertThat(sender.send(other)).isEqualTo(SendResult.said());
    assertThat(sender.send(one).outcome()).isEqualTo(SendOutcome.DEFERRED);
    assertThat(sender.keysOf(one)).doesNotContain(sender.keysOf(other).getLast());
  }

  @Test
  void shouldTakeASignedRobotForOneHoweverItsSecretIsNamed() {
    String address = robot.addressOf(RobotKind.DINGTALK);
    RobotSender sender = sender(USUAL);

    assertThat(sender.keysOf(due(RobotKind.DINGTALK, address, "robot")))
        .isEqualTo(sender.keysOf(due(RobotKind.DINGTALK, address, "another")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldRepeatNeitherAddressNorSecret(RobotKind kind) {
    RobotSender sender = sender(USUAL);
    robot.answer(200, "{\"errcode\":77,\"code\":77,\"errmsg\":\"" + RobotDouble.TOKEN + "\"}");

    String shown = send(sender, kind) + " " + settings(USUAL);

    assertThat(shown)
        .contains("77")
        .doesNotContain(RobotDouble.TOKEN)
        .doesNotContain(RobotDouble.SECRET);
  }

  @Test
  void shouldCallNobodyByWhatOthersWrote() {
    assertThat(saidOf(RobotKind.FEISHU, "<at user_id=\"all\">所有人</at> 5 < 6"))
        .isEqualTo("(at user_id=\"all\">所有人(/at> 5 < 6");
    assertThat(saidOf(RobotKind.WECOM, "<@all> 5 < 6")).isEqualTo("(@all> 5 < 6");
  }

  @ParameterizedTest
  @CsvSource({
    "FEISHU, <<at user_id=all>x<</at>, <(at user_id=all>x<(/at>",
    "FEISHU, <<<AT user_id=all>x, <<(AT user_id=all>x",
    "FEISHU, <</at <at x>, <(/at (at x>",
    "WECOM, <<@all>, <(@all>",
    "WECOM, <<<@all>>, <<(@all>>",
    "WECOM, <<@<@all>, <(@(@all>"
  })
  void shouldCallNobodyByWhatOneTakingApartLeaves(RobotKind kind, String written, String said) {
    assertThat(saidOf(kind, written)).isEqualTo(said).hasSameSizeAs(written);
  }

  private String saidOf(RobotKind kind, String text) {
    robot.dontDemandASignature();
    NoticeDue due = due(kind, robot.addressOf(kind), null);
    due.setBody(text);
    sender(USUAL).send(due);
    return robot.said.getLast();
  }

  @Test
  void shouldRefuseARobotOfNobody() {
    NoticeDue due = due(RobotKind.WECOM, robot.addressOf(RobotKind.WECOM), null);
    due.setRobot(null);

    assertRefused(sender(USUAL).send(due), "ADDRESS_REFUSED: ");
  }

  private static void assertRefused(SendResult result, String reason) {
    assertThat(result.outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(result.reason()).startsWith(reason);
  }

  private SendResult send(RobotSender sender, RobotKind kind) {
    String ref = kind == RobotKind.WECOM ? null : "robot";
    return sender.send(due(kind, robot.addressOf(kind), ref));
  }

  private RobotSender sender(int perMinute) {
    return new RobotSender(settings(perMinute), ServiceClock.of(clock), clock::nanos);
  }

  private RobotSettings settings(int perMinute) {
    return settings(perMinute, Set.of(robot.host()));
  }

  private static RobotSettings settings(int perMinute, Set<String> hosts) {
    Map<String, String> secrets = new HashMap<>();
    secrets.put("notifier.robot.secrets.robot", RobotDouble.SECRET);
    secrets.put("notifier.robot.merchants.robot", "M-1001");
    secrets.put("notifier.robot.secrets.another", "SECffff");
    secrets.put("notifier.robot.merchants.another", "M-*");
    secrets.put("notifier.robot.secrets.key", RobotDouble.TOKEN);
    secrets.put("notifier.robot.merchants.key", "M-1001");
    secrets.put("notifier.robot.secrets.key-of-another", RobotDouble.TOKEN);
    secrets.put("notifier.robot.merchants.key-of-another", "M-1001");
    Settings given = Settings.of(secrets);
    Map<RobotKind, Integer> rates = new HashMap<>();
    kinds().forEach(kind -> rates.put(kind, perMinute));
    return new RobotSettings(
        new ReloadedSecrets<>(() -> RobotSecrets.of(given), System::nanoTime),
        hosts,
        true,
        TIMEOUT,
        4,
        rates);
  }

  private NoticeDue due(RobotKind kind, String address, @Nullable String secretRef) {
    return NoticeDue.newBuilder()
        .setNoticeId("R%d/1/ACTIVATED/ROBOT".formatted(sent++))
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(NoticeChannel.ROBOT)
        .setAttempt(1)
        .setTarget(address)
        .setSecretRef(secretRef)
        .setRobot(kind)
        .setSubject("")
        .setBody(TEXT)
        .setAt(START)
        .build();
  }
}
