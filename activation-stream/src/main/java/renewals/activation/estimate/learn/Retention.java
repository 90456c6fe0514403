package renewals.activation.estimate.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The sliding fortnight: hours for two days, then days, then nothing. */
public final class Retention {

  public static final long FORTNIGHT = 14 * 86_400_000L;
  public static final long AS_HOURS = 2 * 86_400_000L;
  private static final long DAY = 86_400_000L;

  private Retention() {}

  static List<TimesRecord> tidy(long now, Iterator<TimesRecord> all, Consumer<TimesKey> waiting) {
    Map<TimesKey, TimeBucket> days = new HashMap<>();
    Map<TimesKey, TimeBucket> changed = new HashMap<>();
    List<TimesRecord> result = new ArrayList<>();
    while (all.hasNext()) {
      TimesRecord record = all.next();
      byte[] value = record.value();
      TimesKey key = TimesKey.parse(record.key());
      if (key.kind() == TimesKey.WAITING) {
        waiting.accept(key);
      }
      if (value == null || key.kind() == TimesKey.WAITING) {
        continue;
      }
      long end = key.begins() + key.length();
      if (end <= now - FORTNIGHT) {
        result.add(new TimesRecord(record.key(), null));
      } else if (key.kind() == TimesKey.DAY) {
        days.put(key, TimeBucket.decode(value));
      } else if (end <= now - AS_HOURS) {
        result.add(new TimesRecord(record.key(), null));
        changed
            .computeIfAbsent(
                key.of(TimesKey.DAY, Math.floorDiv(key.begins(), DAY)), day -> new TimeBucket())
            .merge(TimeBucket.decode(value));
      }
    }
    changed.forEach(
        (key, bucket) -> {
          TimeBucket day = days.get(key);
          if (day != null) {
            bucket.merge(day);
          }
          result.add(new TimesRecord(key.toString(), bucket.encode()));
        });
    return result;
  }
}
