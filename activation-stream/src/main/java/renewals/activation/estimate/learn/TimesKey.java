package renewals.activation.estimate.learn;

/**
 * Key of a record of {@code processing-times}: {@code carrier|channel|partition|kind}, where kind
 * is {@code w} (who waits now), {@code h<hour since the epoch>} or {@code d<day since the epoch>}.
 * Each partition writes its own records, so none overwrites another's. Ids hold no {@code |}.
 */
public record TimesKey(String carrierId, String channelId, int partition, char kind, long number) {

  public static final char WAITING = 'w';
  static final char HOUR = 'h';
  public static final char DAY = 'd';

  public static TimesKey parse(String key) {
    String[] fields = key.split("\\|", -1);
    if (fields.length != 4 || fields[3].isEmpty()) {
      throw new IllegalArgumentException(
          "key of processing times is '%s', expected carrier|channel|partition|kind"
              .formatted(key));
    }
    String number = fields[3].substring(1);
    return new TimesKey(
        fields[0],
        fields[1],
        Integer.parseInt(fields[2]),
        fields[3].charAt(0),
        number.isEmpty() ? 0 : Long.parseLong(number));
  }

  TimesKey of(char otherKind, long otherNumber) {
    return new TimesKey(carrierId, channelId, partition, otherKind, otherNumber);
  }

  /** Where the bucket begins, in milliseconds since the epoch. */
  public long begins() {
    return number * length();
  }

  public long length() {
    return kind == DAY ? 86_400_000L : 3_600_000L;
  }

  @Override
  public String toString() {
    String start = carrierId + '|' + channelId + '|' + partition + '|' + kind;
    return kind == WAITING ? start : start + number;
  }
}
