package renewals.stack.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.doubles.sms.NotifierSettings;
import renewals.doubles.sms.Smsc;

/**
 * An operator who takes every SMS and sends none: what he reports of it depends on the last two
 * digits of the number. What an SMS says goes to this class's log.
 *
 * <p>Source: docs/partners/sandbox.md.
 */
public final class SandboxPhones implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxPhones.class);
  private static final Duration TO_REPORT = Duration.ofMillis(300);

  private final Smsc smsc;

  private SandboxPhones(Smsc smsc) {
    this.smsc = smsc;
  }

  /** Takes SMS on a free port of the loopback address. */
  public static SandboxPhones open() {
    try {
      SandboxPhones phones = new SandboxPhones(new Smsc());
      phones.smsc.answer(SandboxPhones::take);
      return phones;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take SMS", e);
    }
  }

  /** What the notifier must be told to send them here. */
  Map<String, String> settings() {
    return new TreeMap<>(NotifierSettings.of(smsc));
  }

  private static String take(Smsc at, SubmitSm sms) throws ProcessRequestException {
    String number = sms.getDestAddress();
    String id = at.nextId();
    LOG.info("SMS to …{}: {}", lastTwo(number), Smsc.textOf(sms));
    switch (lastTwo(number)) {
      case "02" -> at.report(id, sms, "UNDELIV", TO_REPORT);
      case "03" -> at.report(id, sms, "EXPIRED", TO_REPORT);
      case "04" -> {
        // and that is all that anybody hears of it
      }
      case "05" ->
          throw new ProcessRequestException("nobody's number", SMPPConstant.STAT_ESME_RINVDSTADR);
      default -> at.report(id, sms, "DELIVRD", TO_REPORT);
    }
    return id;
  }

  private static String lastTwo(String number) {
    return number.substring(Math.max(0, number.length() - 2));
  }

  @Override
  public void close() {
    try {
      smsc.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the SMSC cannot be closed", e);
    }
  }
}
