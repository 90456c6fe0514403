package renewals.notifier.senders;

import java.util.List;
import renewals.v1.NoticeDue;

/** Stands in where no mail relay is configured: says so in each receipt. */
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
