package renewals.notifier.senders.sms.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delivery report: by its parameters where the SMSC sets them, else by the text that SMPP
 * 3.4, appendix B, proposes and everybody writes a little otherwise.
 */
final class DeliveryReports {

  private static final Pattern ID = Pattern.compile("\\bid:\\s*(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern STATE =
      Pattern.compile("\\bstat:\\s*(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR =
      Pattern.compile("\\berr:\\s*([0-9A-Za-z]{1,10})\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("[A-Z]{1,10}");
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z:_-]{1,16}");

  /** SMPP 3.4, 5.2.28. */
  private static final Map<Byte, String> STATES =
      Map.of(
          (byte) 1, "ENROUTE",
          (byte) 2, "DELIVRD",
          (byte) 3, "EXPIRED",
          (byte) 4, "DELETED",
          (byte) 5, "UNDELIV",
          (byte) 6, "ACCEPTD",
          (byte) 7, "UNKNOWN",
          (byte) 8, "REJECTD");

  private static final String DELIVERED = "DELIVRD";

  /** The end is still to come, or the SMSC doesn't know it. */
  private static final Set<String> NOT_FINAL = Set.of("ENROUTE", "ACCEPTD", "SCHEDULED", "UNKNOWN");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "EXPIRED", "the phone could not be reached for as long as the network tried",
          "DELETED", "the network deleted it",
          "UNDELIV", "the network could not deliver it",
          "REJECTD", "the network refused it");

  private static final byte UCS2 = 8;

  private DeliveryReports() {}

  /**
   * What a report says.
   *
   * @param id as the SMSC wrote it
   * @param state its word
   */
  record Read(String id, String state, @Nullable String error) {

    boolean isFinal() {
      return !NOT_FINAL.contains(state);
    }

    boolean isDelivered() {
      return state.equals(DELIVERED);
    }

    /** A word for machines and a sentence for people. */
    String reason() {
      String word = WORD.matcher(state).matches() ? "SMS_" + state : "SMS_FAILED";
      String meaning =
          MEANINGS.getOrDefault(
              state,
              CODE.matcher(state).matches()
                  ? "the network reports " + state
                  : "the network reports a failure");
      return error == null ? word + ": " + meaning : "%s: %s (%s)".formatted(word, meaning, error);
    }
  }

  /** The report, if it can be read as one. */
  static Optional<Read> read(DeliverSm pdu) {
    String text = textOf(pdu);
    String id = found(ID, text);
    if (pdu.getOptionalParameter(OptionalParameter.Tag.RECEIPTED_MESSAGE_ID)
        instanceof OptionalParameter.COctetString named) {
      id = named.getValueAsString();
    }
    String state = found(STATE, text);
    if (pdu.getOptionalParameter(OptionalParameter.Tag.MESSAGE_STATE)
        instanceof OptionalParameter.Byte coded) {
      state = STATES.getOrDefault(coded.getValue(), state);
    }
    if (id == null || id.isBlank() || state == null) {
      return Optional.empty();
    }
    String error = found(ERROR, text);
    return Optional.of(
        new Read(
            id,
            state.toUpperCase(Locale.ROOT),
            error == null || error.matches("0+") ? null : error));
  }

  private static String textOf(DeliverSm pdu) {
    byte[] bytes = pdu.getShortMessage();
    if (pdu.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD)
        instanceof OptionalParameter.OctetString payload) {
      bytes = payload.getValue();
    }
    if (bytes == null) {
      return "";
    }
    return new String(
        bytes,
        pdu.getDataCoding() == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
