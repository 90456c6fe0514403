package renewals.faults.fault;

import java.time.Duration;
import java.util.Set;
import org.jsmpp.SMPPConstant;
import renewals.doubles.sms.Smsc;

/** An operator in trouble. */
final class SmscFaults {

  private static final Duration LATE = Duration.ofSeconds(10);

  private SmscFaults() {}

  static Fault of(Kind kind, Duration lasts) {
    return new Fault(
        kind,
        Fault.SMSC,
        Set.of(Fault.SMSC),
        lasts,
        stage -> begin(kind, stage.smsc()),
        stage -> stage.smsc().behave());
  }

  private static void begin(Kind kind, Smsc smsc) {
    switch (kind) {
      case SMSC_DOWN -> smsc.goAway();
      case SMSC_THROTTLED -> smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED);
      case SMSC_SILENT -> smsc.loseAnswers();
      case SMSC_LATE -> smsc.reportLater(LATE);
      default -> throw new IllegalArgumentException(kind + " is not about the SMSC");
    }
  }
}
