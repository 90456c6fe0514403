package renewals.kit.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The internal topics of a stream application that have the partitions of its inputs. Kafka Streams
 * makes them once; where inputs grow, they don't grow with them, and neither could the state in
 * them: a key that lay in one partition would be looked for in another.
 *
 * @param sizedLike by the name behind {@code <application id>-}, the input that it is sized like
 */
public record InternalTopics(Map<String, String> sizedLike) {

  /** Where the way out stands. */
  private static final String WAY =
      "it needs a new application id over drained inputs: docs/operations.md, \"Inputs that grew\"";

  public InternalTopics {
    sizedLike = Map.copyOf(sizedLike);
  }

  /**
   * What doesn't fit, in one line.
   *
   * @param partitions of every topic of the cluster that exists, by name
   */
  public Optional<String> misfit(String applicationId, Map<String, Integer> partitions) {
    Map<String, String> misfits = new TreeMap<>();
    sizedLike.forEach(
        (suffix, input) -> {
          Integer own = partitions.get(applicationId + "-" + suffix);
          Integer wanted = partitions.get(input);
          if (own != null && wanted != null && !own.equals(wanted)) {
            misfits.put(
                suffix,
                "%s has %d partitions, but %s-%s was made for %d"
                    .formatted(input, wanted, applicationId, suffix, own));
          }
        });
    return misfits.values().stream()
        .findFirst()
        .map(first -> "%s%s; %s".formatted(first, more(misfits.size() - 1), WAY));
  }

  private static String more(int others) {
    return others == 0 ? "" : ", and so were %d more".formatted(others);
  }

  /** The line for an input that has grown under a running application. */
  static String grown(String applicationId, String input, int before, int now) {
    return "%s had %d partitions when %s started and has %d now; %s"
        .formatted(input, before, applicationId, now, WAY);
  }
}
