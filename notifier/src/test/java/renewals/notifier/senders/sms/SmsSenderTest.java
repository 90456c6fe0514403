package renewals.notifier.senders.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.Health;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

class SmsSenderTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:32:00Z");

  private final List<SmsMessage> submitted = new ArrayList<>();

  @Test
  void shouldNameTheReferenceOfWhatTheGatewayTook() {
    assertThat(send(new Submission.Accepted("smpp/renewals/1")))
        .isEqualTo(SendResult.accepted("smpp/renewals/1"));
    assertThat(submitted).hasSize(1);
    SmsMessage message = submitted.getFirst();
    assertThat(message.to()).isEqualTo("+8613800138000");
    assertThat(message.text()).isEqualTo("【续费】已可使用。");
    assertThat(message.kind()).isEqualTo("ACTIVATED");
    assertThat(message.locale()).isEqualTo("zh-CN");
    assertThat(message.values()).containsOnly(Map.entry("tail", "4146"));
  }

  @Test
  void shouldNameATryTheSameWheneverItIsMade() {
    NoticeDue next = due();
    next.setAttempt(2);

    SmsSender sender = sender(new Submission.Accepted("x/1"));
    sender.send(due());
    sender.send(due());
    sender.send(next);

    assertThat(submitted.get(0).id()).isEqualTo(submitted.get(1).id()).matches("[0-9a-f]{32}");
    assertThat(submitted.get(2).id()).isNotEqualTo(submitted.get(0).id());
  }

  @Test
  void shouldSayThatTheGatewayMayHaveTakenIt() {
    SendResult result = send(new Submission.Unanswered("ANSWER_LOST: none", null));

    assertThat(result.outcome()).isEqualTo(SendOutcome.ACCEPTED);
    assertThat(result.reference()).isNull();
    assertThat(result.reason()).isEqualTo("ANSWER_LOST: none");
  }

  @Test
  void shouldComeAgainWhenTheGatewaySaysSo() {
    assertThat(send(new Submission.Busy("BUSY: too many", Duration.ofSeconds(40))))
        .isEqualTo(SendResult.deferred("BUSY: too many", NOW.plusSeconds(40)));
  }

  @Test
  void shouldPassOnWhyTheGatewayDidNotTakeIt() {
    assertThat(send(new Submission.Failed("SMPP_AWAY: not bound")))
        .isEqualTo(SendResult.failed("SMPP_AWAY: not bound"));
    assertThat(send(new Submission.Refused("ADDRESS_REFUSED: no")))
        .isEqualTo(SendResult.refused("ADDRESS_REFUSED: no"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13800138000", "+86 138 0013 8000", "+123456", "wang@example.com", "+"})
  void shouldRefuseWhatIsNoNumber(String target) {
    NoticeDue due = due();
    due.setTarget(target);

    assertThat(sender(new Submission.Accepted("x/1")).send(due).reason())
        .startsWith("ADDRESS_REFUSED: ");
    assertThat(submitted).isEmpty();
  }

  private SendResult send(Submission answer) {
    return sender(answer).send(due());
  }

  private SmsSender sender(Submission answer) {
    SmsGateway gateway =
        new SmsGateway() {
          @Override
          public Submission submit(SmsMessage message) {
            submitted.add(message);
            return answer;
          }

          @Override
          public String state() {
            return Health.READY;
          }

          @Override
          public void close() {}
        };
    return new SmsSender(gateway, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static NoticeDue due() {
    return NoticeDue.newBuilder()
        .setNoticeId("R1/1/ACTIVATED/SMS")
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(NoticeChannel.SMS)
        .setAttempt(1)
        .setTarget("+8613800138000")
        .setSubject("")
        .setBody("【续费】已可使用。")
        .setCauseAt(NOW)
        .setLocale("zh-CN")
        .setValues(Map.of("tail", "4146"))
        .setAt(NOW)
        .build();
  }
}
