package renewals.notifier.senders.sms;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.dispatch.Sender;
import renewals.v1.NoticeDue;

/** Sends notices by SMS, through whatever gateway there is. */
public final class SmsSender implements Sender {

  private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{7,15}");

  private final SmsGateway gateway;
  private final Clock clock;

  public SmsSender(SmsGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(new KeyedExecutor.Key("merchant/" + due.getMerchantId(), true));
  }

  @Override
  public SendResult send(NoticeDue due) {
    if (!NUMBER.matcher(due.getTarget()).matches()) {
      return SendResult.refused("ADDRESS_REFUSED: expected a phone number, + and 7 to 15 digits");
    }
    return switch (gateway.submit(messageOf(due))) {
      case Submission.Accepted accepted -> SendResult.accepted(accepted.reference());
      case Submission.Unanswered unanswered ->
          SendResult.perhapsAccepted(unanswered.reason(), unanswered.reference());
      case Submission.Refused refused -> SendResult.refused(refused.reason());
      case Submission.Failed failed -> SendResult.failed(failed.reason());
      case Submission.Busy busy ->
          SendResult.deferred(
              busy.reason(), busy.pause() == null ? null : clock.instant().plus(busy.pause()));
    };
  }

  private static SmsMessage messageOf(NoticeDue due) {
    String locale = due.getLocale();
    Map<String, String> values = due.getValues();
    return new SmsMessage(
        due.getTarget(),
        due.getBody(),
        TryId.of(due),
        due.getKind(),
        locale == null ? "" : locale,
        values == null ? Map.of() : values);
  }
}
