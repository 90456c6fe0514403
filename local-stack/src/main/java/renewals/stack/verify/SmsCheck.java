package renewals.stack.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;

/**
 * Holds the order of channels, and the SMS of each phone against the receipts of its merchant: an
 * SMS doesn't name its notice, so they are counted.
 *
 * @param sms what came, by merchant
 * @param turnAfter how long a channel has before the next one is tried as well
 */
record SmsCheck(
    Map<String, SmsCount> sms, Receipts receipts, Duration turnAfter, Delivery delivery) {

  private static final SmsCount NONE = new SmsCount(0, 0, 0);

  /**
   * None is lost, none comes twice, and no other address is told before an SMS has failed, or has
   * said nothing for as long as it has.
   */
  Guarantee check(List<Demand> demands, Collection<Merchant> merchants) {
    Differences differences = new Differences();
    int phones = 0;
    int read = 0;
    int taken = 0;
    for (Merchant merchant : merchants) {
      if (merchant.phone() != null) {
        SmsCount came = sms.getOrDefault(merchant.id(), NONE);
        phones++;
        read += came.read();
        taken += came.taken();
        compare(merchant, merchant.phone(), came, differences);
      }
    }
    int elsewhere = 0;
    for (Demand demand : demands) {
      List<String> notices = demand.notices();
      for (String next : notices.subList(demand.by().atOnce(), notices.size())) {
        if (!receipts.of(next).isEmpty()) {
          elsewhere++;
          differences.compare(next + " came before its turn", false, isEarly(next, demand));
        }
      }
    }
    return differences.guarantee(
        "Who has a phone is told by SMS first, by his next address where that fails",
        "%d SMS to %d phones, %d read; then %d times the next address was told"
            .formatted(taken, phones, read, elsewhere));
  }

  private void compare(Merchant merchant, Phone phone, SmsCount came, Differences differences) {
    int sent = receipts.countSms(merchant, "SENT");
    int delivered = receipts.countSms(merchant, Demand.DELIVERED);
    String id = merchant.id();
    differences.compare(id + ": SMS that the operator took", sent, counted(came.taken(), sent));
    differences.compare(id + ": SMS that were read", delivered, counted(came.read(), delivered));
    differences.compare(id + ": SMS of more than one part", 0, came.tooLong());
    if (phone.habit() == Phone.Habit.READS && delivery == Delivery.ONCE) {
      int failed = receipts.countSms(merchant, Demand.UNDELIVERABLE);
      differences.compare(id + ": SMS that failed, though the phone is on", 0, failed);
    }
  }

  /** A crash between an SMS and its record repeats it. */
  private int counted(int came, int told) {
    return switch (delivery) {
      case ONCE -> came;
      case AT_LEAST_ONCE -> Math.min(came, told);
    };
  }

  /**
   * What is reported in the first half of the time to the next channel's turn is known to whoever
   * decides on it by then; but where something crashed it may come late to him.
   */
  private boolean isEarly(String next, Demand demand) {
    Instant inTime = demand.since().plus(turnAfter.dividedBy(2));
    return delivery == Delivery.ONCE
        && demand.notices().stream()
            .takeWhile(notice -> !notice.equals(next))
            .flatMap(notice -> receipts.of(notice).stream())
            .filter(receipt -> receipt.path("state").asText().equals(Demand.DELIVERED))
            .anyMatch(receipt -> Instant.parse(receipt.path("at").asText()).isBefore(inTime));
  }
}
