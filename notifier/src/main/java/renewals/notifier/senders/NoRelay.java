package renewals.notifier.senders;

import java.util.List;
import renewals.v1.NoticeDue;

/** Stands in where no mail relay is configured: each receipt has that reason. */
record NoRelay(String reason) implements Sender {

  @Override
  public SendResult send(NoticeDue due) {
    return SendResult.refused(reason);
  }

  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(new KeyedExecutor.Key("none", true));
  }
}
