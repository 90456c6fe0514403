package renewals.bench.delivery.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import renewals.bench.delivery.plan.Address;
import renewals.doubles.sms.NotifierSettings;
import renewals.doubles.sms.Smsc;

/**
 * An operator's SMSC, which reports each SMS, until somebody hears it. Of slow numbers it takes
 * nothing for a while, of dead ones it refuses the number.
 */
final class SmsHost implements AutoCloseable {

  /** How a text in Chinese names the card. */
  private static final Pattern CARD = Pattern.compile("尾号(\\d{4})");

  private static final Pattern PHONE = Pattern.compile("86138(\\d)(\\d{7})");

  private static final int SLOW = 1;
  private static final int DEAD = 2;

  private final Smsc smsc;
  private final Taking taking;
  private final Spells spells;

  SmsHost(Taking taking, Spells spells) throws IOException {
    this.taking = taking;
    this.spells = spells;
    this.smsc = new Smsc();
    smsc.answer(this::answer);
  }

  /** What the notifier must be told. */
  Map<String, String> settings() {
    return NotifierSettings.of(smsc);
  }

  /** A digit for how it behaves, then which one it is. */
  static String phoneOf(Address address) {
    int conduct =
        switch (address.conduct()) {
          case GOOD -> 0;
          case SLOW -> SLOW;
          case DEAD -> DEAD;
        };
    return String.format(Locale.ROOT, "+86138%d%07d", conduct, address.number());
  }

  private String answer(Smsc at, SubmitSm sms) throws ProcessRequestException {
    Matcher phone = PHONE.matcher(sms.getDestAddress());
    Matcher card = CARD.matcher(Smsc.textOf(sms));
    if (!phone.matches() || !card.find()) {
      throw new ProcessRequestException("not of the plan", SMPPConstant.STAT_ESME_RINVMSGLEN);
    }
    int conduct = Integer.parseInt(phone.group(1));
    if (conduct == DEAD) {
      throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    if (conduct == SLOW && spells.areSlow()) {
      throw new ProcessRequestException("later", SMPPConstant.STAT_ESME_RSUBMITFAIL);
    }
    String id = at.nextId();
    at.report(id, sms, "DELIVRD", Duration.ZERO);
    taking.renewal(Integer.parseInt(phone.group(2)), Integer.parseInt(card.group(1)));
    return id;
  }

  @Override
  public void close() throws IOException {
    smsc.close();
  }
}
