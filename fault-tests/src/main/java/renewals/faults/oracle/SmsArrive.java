package renewals.faults.oracle;

import java.util.ArrayList;
import java.util.List;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.verify.Receipts;

/**
 * I8: each SMS that is said to be delivered came to its phone, and an SMS comes again only where
 * somebody who was sending ended. They name no notice, so they are counted by phone.
 */
final class SmsArrive implements Invariant {

  private static final SmsCount NONE = new SmsCount(0, 0, 0);

  @Override
  public String id() {
    return "I8";
  }

  @Override
  public String text() {
    return "No SMS is lost, none comes twice but those under way when a notifier ended";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    Receipts receipts = new Receipts(history.outputs().of(Output.RECEIPTS));
    List<Violation> violations = new ArrayList<>();
    int again = 0;
    for (Merchant merchant : history.merchants().values()) {
      SmsCount came = history.sms().getOrDefault(merchant.id(), NONE);
      int delivered = receipts.countSms(merchant, "DELIVERED");
      if (came.read() < delivered) {
        String lost = "%d SMS are said to be delivered, %d came".formatted(delivered, came.read());
        violations.add(new Violation(id(), merchant.id(), lost));
      }
      again += Math.max(0, came.taken() - receipts.countSms(merchant, "SENT"));
    }
    if (again > history.smsUnderWay()) {
      String twice =
          "%d more than receipts tell of, where at most %d were under way as notifiers ended"
              .formatted(again, history.smsUnderWay());
      violations.add(new Violation(id(), "SMS", twice));
    }
    return violations;
  }
}
