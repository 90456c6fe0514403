package renewals.notifier.senders.dispatch;

import java.util.List;
import renewals.v1.NoticeDue;

/** Stands in where nothing is configured for a channel: each receipt has that reason. */
public record NoSender(String reason) implements Sender {

  @Override
  public SendResult send(NoticeDue due) {
    return SendResult.refused(reason);
  }

  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(new KeyedExecutor.Key("none", true));
  }
}
