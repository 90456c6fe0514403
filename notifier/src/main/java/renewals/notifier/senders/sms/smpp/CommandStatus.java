package renewals.notifier.senders.sms.smpp;

import java.util.Map;
import java.util.Set;
import org.jsmpp.SMPPConstant;

/** What an SMSC's refusal means. Source: SMPP 3.4, 5.1.3. */
final class CommandStatus {

  /** What another try would not change: it lies in the number or in the words. */
  private static final Map<Integer, String> NEVER =
      Map.of(
          SMPPConstant.STAT_ESME_RINVDSTADR,
          "ADDRESS_REFUSED: the gateway takes no SMS for this number",
          SMPPConstant.STAT_ESME_RINVMSGLEN,
          "MESSAGE_REFUSED: the gateway takes no SMS of this length",
          SMPPConstant.STAT_ESME_RINVDCS,
          "MESSAGE_REFUSED: the gateway doesn't take UCS-2");

  private static final Set<Integer> TOO_MANY =
      Set.of(SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL);

  private CommandStatus() {}

  static boolean isTooMany(int status) {
    return TOO_MANY.contains(status);
  }

  static boolean isFinal(int status) {
    return NEVER.containsKey(status);
  }

  static String reason(int status) {
    return NEVER.getOrDefault(status, "SMPP_%08X: the gateway did not take it".formatted(status));
  }
}
