package renewals.stack.verify.count;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.schemas.Topic;
import renewals.stack.process.StackException;

/**
 * What the instances of activation-stream counted.
 *
 * @param judged records by topic, then by outcome: applied, duplicate, dead
 * @param heldRefused facts that had been applied as held and were refused with the request
 */
public record Counts(Map<String, Map<String, Long>> judged, long heldRefused) {

  private static final Pattern JUDGED =
      Pattern.compile("renewals_records_total\\{(.*)} ([0-9.E]+)");
  private static final Pattern HELD_REFUSED =
      Pattern.compile("renewals_held_refused_total\\{.*} ([0-9.E]+)");
  private static final Pattern TOPIC = Pattern.compile("topic=\"([\\w-]+)\"");
  private static final Pattern OUTCOME = Pattern.compile("outcome=\"(\\w+)\"");

  /** Reads the metrics of all instances. */
  public static Counts read(List<String> urls) {
    Map<String, Map<String, Long>> judged = new TreeMap<>();
    long heldRefused = 0;
    try (MetricsReader metrics = new MetricsReader()) {
      for (String url : urls) {
        for (String line : metrics.of(url).lines().toList()) {
          Matcher record = JUDGED.matcher(line);
          Matcher held = HELD_REFUSED.matcher(line);
          if (record.matches()) {
            judged
                .computeIfAbsent(label(TOPIC, record.group(1)), any -> new TreeMap<>())
                .merge(label(OUTCOME, record.group(1)), number(record.group(2)), Long::sum);
          } else if (held.matches()) {
            heldRefused += number(held.group(1));
          }
        }
      }
    }
    return new Counts(judged, heldRefused);
  }

  /** How many records of a topic were judged. */
  long total(Topic topic) {
    return sum(judged.getOrDefault(topic.name(), Map.of()));
  }

  /** How many records of all topics were judged. */
  public long total() {
    return judged.values().stream().mapToLong(Counts::sum).sum();
  }

  /** How many records of any topic ended so. */
  long of(String outcome) {
    return judged.values().stream().mapToLong(topic -> topic.getOrDefault(outcome, 0L)).sum();
  }

  private static long sum(Map<String, Long> outcomes) {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String label(Pattern pattern, String labels) {
    Matcher matcher = pattern.matcher(labels);
    if (!matcher.find()) {
      throw new StackException(
          "a metric has no label of the form %s: %s".formatted(pattern, labels));
    }
    return matcher.group(1);
  }

  private static long number(String text) {
    return (long) Double.parseDouble(text);
  }
}
