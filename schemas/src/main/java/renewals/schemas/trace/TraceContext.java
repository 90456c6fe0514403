package renewals.schemas.trace;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A span of a trace: what {@code traceparent} says. Neither id is zero.
 *
 * <p>Source: W3C Trace Context, level 2.
 *
 * @param traceHigh the first half of the trace's id
 * @param traceLow the second half
 * @param spanId the span's id
 * @param flags {@link #SAMPLED} and {@link #RANDOM}; others are nobody's yet and are left out
 */
public record TraceContext(long traceHigh, long traceLow, long spanId, byte flags) {

  /** Whoever began the trace records it. */
  public static final int SAMPLED = 1;

  /** The trace's id was made by chance. */
  public static final int RANDOM = 2;

  /** How many bytes {@link #toBytes} takes: 16 of the trace, 8 of the span, 1 of flags. */
  public static final int BYTES = 25;

  /** Of version 00; versions to come may add to it, behind a dash. */
  private static final int LENGTH = 55;

  private static final int LONGEST = 512;
  private static final int TRACE_AT = 3;
  private static final int SPAN_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;
  private static final String UNKNOWN_VERSION = "ff";
  private static final HexFormat HEX = HexFormat.of();

  public TraceContext {
    if ((traceHigh == 0 && traceLow == 0) || spanId == 0) {
      throw new IllegalArgumentException("id of a trace or span is zero, expected another");
    }
    flags = (byte) (flags & (SAMPLED | RANDOM));
  }

  /**
   * What a {@code traceparent} says; null where it is none, or is damaged. Never throws: it comes
   * from strangers, and nothing depends on it.
   */
  public static @Nullable TraceContext parse(@Nullable String traceparent) {
    if (traceparent == null || !hasForm(traceparent)) {
      return null;
    }
    long high = hex(traceparent, TRACE_AT, TRACE_AT + SPAN_DIGITS);
    long low = hex(traceparent, TRACE_AT + SPAN_DIGITS, TRACE_AT + TRACE_DIGITS);
    long span = hex(traceparent, SPAN_AT, SPAN_AT + SPAN_DIGITS);
    byte flags = (byte) hex(traceparent, FLAGS_AT, LENGTH);
    return (high == 0 && low == 0) || span == 0 ? null : new TraceContext(high, low, span, flags);
  }

  private static boolean hasForm(String text) {
    int length = text.length();
    if (length < LENGTH
        || length > LONGEST
        || text.startsWith(UNKNOWN_VERSION)
        || !isHex(text, 0, 2)) {
      return false;
    }
    boolean mayBeLonger = !text.startsWith("00") && length > LENGTH && text.charAt(LENGTH) == '-';
    return (length == LENGTH || mayBeLonger)
        && text.charAt(TRACE_AT - 1) == '-'
        && isHex(text, TRACE_AT, TRACE_AT + TRACE_DIGITS)
        && text.charAt(SPAN_AT - 1) == '-'
        && isHex(text, SPAN_AT, SPAN_AT + SPAN_DIGITS)
        && text.charAt(FLAGS_AT - 1) == '-'
        && isHex(text, FLAGS_AT, LENGTH);
  }

  /** Lower case only, as the W3C has it. */
  private static boolean isHex(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      char digit = text.charAt(at);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static long hex(String text, int from, int to) {
    return HexFormat.fromHexDigitsToLong(text, from, to);
  }

  /**
   * Of ids as texts: 32 and 16 digits.
   *
   * @throws IllegalArgumentException one of them is none
   */
  public static TraceContext of(String traceId, String spanId, byte flags) {
    return new TraceContext(
        hex(traceId, 0, SPAN_DIGITS),
        hex(traceId, SPAN_DIGITS, TRACE_DIGITS),
        hex(spanId, 0, SPAN_DIGITS),
        flags);
  }

  /** The {@code traceparent}. */
  public String format() {
    return "00-" + traceId() + '-' + spanIdText() + '-' + HEX.toHexDigits(flags);
  }

  /** 32 digits. */
  public String traceId() {
    return HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow);
  }

  /** 16 digits. */
  public String spanIdText() {
    return HEX.toHexDigits(spanId);
  }

  /** Whether whoever began the trace records it. */
  public boolean isSampled() {
    return (flags & SAMPLED) != 0;
  }

  /** As it is stored: {@value #BYTES} bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(traceHigh)
        .putLong(traceLow)
        .putLong(spanId)
        .put(flags)
        .array();
  }

  /**
   * What {@link #toBytes} wrote.
   *
   * @param at where it begins
   */
  public static TraceContext ofBytes(byte[] bytes, int at) {
    ByteBuffer from = ByteBuffer.wrap(bytes, at, BYTES);
    return new TraceContext(from.getLong(), from.getLong(), from.getLong(), from.get());
  }
}
