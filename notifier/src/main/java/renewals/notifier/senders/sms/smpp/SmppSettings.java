package renewals.notifier.senders.sms.smpp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator's SMPP port.
 *
 * @param systemId who we are there, at most 15 characters
 * @param password at most 8 characters
 * @param systemType at most 12 characters, may be empty
 * @param source what SMS come from: a service number, or at most 11 letters
 * @param sourceTon type of that number, 0 to 6 as in SMPP 3.4, 5.2.5
 * @param sourceNpi numbering plan of that number, one of {@link #NUMBERING_PLANS}
 * @param isTls whether the connection is TLS from the first byte, to who the certificate names
 * @param authorities PEM file of authorities that are believed beside the JDK's; null for none
 * @param timeout for connecting, binding and each answer
 * @param enquireEvery how long a connection may be silent before it is asked whether it lives
 * @param validity how long the SMSC tries
 * @param reportIds how a report writes the id that the answer gave
 */
public record SmppSettings(
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    String source,
    int sourceTon,
    int sourceNpi,
    boolean isTls,
    @Nullable Path authorities,
    Duration timeout,
    Duration enquireEvery,
    Duration validity,
    ReportIds reportIds) {

  /** The numbering plans of SMPP 3.4, 5.2.6. */
  public static final List<Integer> NUMBERING_PLANS = List.of(0, 1, 3, 4, 6, 8, 9, 10, 14, 18);

  /** How reports write message ids. */
  public enum ReportIds {
    /** As the answer did, give or take leading zeros and case. */
    SAME,
    /** In decimal, where the answer gave the same number in hexadecimal. */
    DECIMAL_OF_HEX
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmppSettings[%s@%s:%d]".formatted(systemId, host, port);
  }
}
