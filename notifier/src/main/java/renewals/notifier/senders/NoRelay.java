package renewals.notifier.senders;

import renewals.v1.NoticeDue;

/** Stands in where no mail relay is configured: says so in each receipt. */
record NoRelay(String reason) implements Sender {

  @Override
  public SendResult send(NoticeDue due) {
    return SendResult.refused(reason);
  }

  @Override
  public String laneOf(NoticeDue due) {
    return "none";
  }
}
