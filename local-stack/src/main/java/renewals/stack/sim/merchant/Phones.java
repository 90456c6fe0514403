package renewals.stack.sim.merchant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import renewals.doubles.sms.NotifierSettings;
import renewals.doubles.sms.Smsc;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;

/** The merchants' phones, and the operator's SMSC that knows no others. */
final class Phones implements AutoCloseable {

  /** UCS-2, in one part. */
  private static final int LONGEST = 70;

  private static final Duration TO_REPORT = Duration.ofMillis(300);

  /** A machine that does everything at once is slow, and a lost answer is a lost report. */
  private static final Duration TO_ANSWER = Duration.ofMinutes(1);

  private final Smsc smsc;
  private final Map<String, Merchant> byNumber = new TreeMap<>();
  private final Map<String, SmsCount> counts = new ConcurrentHashMap<>();

  private Phones(Smsc smsc) {
    this.smsc = smsc;
  }

  /** Takes SMS on a free port of the loopback address. */
  static Phones open(List<Merchant> merchants) {
    try {
      Phones phones = new Phones(new Smsc());
      for (Merchant merchant : merchants) {
        if (merchant.phone() != null) {
          phones.byNumber.put(merchant.phone().number(), merchant);
        }
      }
      phones.smsc.answer(phones::take);
      return phones;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take SMS", e);
    }
  }

  /** What the notifier must be told to reach them. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(NotifierSettings.of(smsc));
    settings.put("notifier.sms.smpp.timeout", TO_ANSWER.toSeconds() + "s");
    settings.put("notifier.sms.smpp.validity", "5s");
    return settings;
  }

  Smsc smsc() {
    return smsc;
  }

  /** What came until now, by merchant. */
  Map<String, SmsCount> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public void close() {
    try {
      smsc.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the SMSC cannot be closed", e);
    }
  }

  private String take(Smsc at, SubmitSm sms) throws ProcessRequestException {
    Merchant merchant = byNumber.get("+" + sms.getDestAddress());
    Phone phone = merchant == null ? null : merchant.phone();
    if (merchant == null || phone == null) {
      throw new ProcessRequestException("nobody's number", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    String id = at.nextId();
    switch (phone.habit()) {
      case READS -> at.report(id, sms, "DELIVRD", TO_REPORT);
      case OFF -> at.report(id, sms, "UNDELIV", TO_REPORT);
      case SILENT -> {
        // and that is all that anybody hears of it
      }
    }
    boolean isRead = phone.habit() == Phone.Habit.READS;
    boolean isTooLong = Smsc.textOf(sms).length() > LONGEST;
    counts.merge(merchant.id(), new SmsCount(1, isRead ? 1 : 0, isTooLong ? 1 : 0), SmsCount::plus);
    return id;
  }
}
