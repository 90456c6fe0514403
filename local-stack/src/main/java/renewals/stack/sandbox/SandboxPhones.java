package renewals.stack.sandbox;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import renewals.doubles.sms.NotifierSettings;
import renewals.doubles.sms.Smsc;
import renewals.kit.OwnerOnly;

/**
 * An operator who takes every SMS and sends none: what he reports of it depends on the last two
 * digits of the number. What it says goes to a file.
 *
 * <p>Source: docs/partners/sandbox.md.
 */
public final class SandboxPhones implements AutoCloseable {

  private static final Duration TO_REPORT = Duration.ofMillis(20);

  private final Smsc smsc;
  private final BufferedWriter taken;

  private SandboxPhones(Smsc smsc, BufferedWriter taken) {
    this.smsc = smsc;
    this.taken = taken;
  }

  /**
   * Takes SMS on a free port of the loopback address.
   *
   * @param logs the folder in which {@code sms.log} gets a line for each
   */
  public static SandboxPhones open(Path logs) {
    try {
      OwnerOnly.folder(logs);
      BufferedWriter taken =
          Files.newBufferedWriter(
              OwnerOnly.file(logs.resolve("sms.log")), StandardOpenOption.APPEND);
      SandboxPhones phones = new SandboxPhones(new Smsc(), taken);
      phones.smsc.answer(phones::take);
      return phones;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take SMS", e);
    }
  }

  /** What the notifier must be told to send them here. */
  Map<String, String> settings() {
    return new TreeMap<>(NotifierSettings.of(smsc));
  }

  private String take(Smsc at, SubmitSm sms) throws ProcessRequestException {
    String number = sms.getDestAddress();
    String id = at.nextId();
    note(number, Smsc.textOf(sms));
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

  private synchronized void note(String number, String text) {
    try {
      taken.write("+%s %s%n".formatted(number, text.replace('\n', ' ')));
      taken.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what an SMS says", e);
    }
  }

  private static String lastTwo(String number) {
    return number.substring(Math.max(0, number.length() - 2));
  }

  @Override
  public void close() {
    try {
      smsc.close();
      taken.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the SMSC cannot be closed", e);
    }
  }
}
