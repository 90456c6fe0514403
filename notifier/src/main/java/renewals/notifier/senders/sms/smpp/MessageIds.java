package renewals.notifier.senders.sms.smpp;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import renewals.notifier.senders.sms.smpp.SmppSettings.ReportIds;

/**
 * One spelling for the ids of messages: SMSCs write them otherwise in a report than in the answer
 * to the SMS.
 *
 * @param account whose ids they are
 */
record MessageIds(String account, ReportIds form) {

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
  private static final int HEX = 16;

  /** The reference of what was answered with that id. */
  String ofAnswer(String id) {
    String plain = id.strip();
    return form == ReportIds.DECIMAL_OF_HEX && HEXADECIMAL.matcher(plain).matches()
        ? reference(new BigInteger(plain, HEX).toString())
        : reference(plain);
  }

  /** The reference of what is reported under that id. */
  String ofReport(String id) {
    return reference(id.strip());
  }

  private String reference(String id) {
    String bare = LEADING_ZEROS.matcher(id.toLowerCase(Locale.ROOT)).replaceFirst("");
    return "smpp/" + account + '/' + bare;
  }
}
