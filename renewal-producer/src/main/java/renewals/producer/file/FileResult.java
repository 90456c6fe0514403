package renewals.producer.file;

import java.util.List;

/**
 * What became of the events of a file.
 *
 * @param accepted how many lie in Kafka for good
 * @param refused the lines that were refused, in their order
 * @param warned the accepted lines in which something looks wrong, in their order
 */
public record FileResult(long accepted, List<Refusal> refused, List<Warning> warned) {

  public FileResult {
    refused = List.copyOf(refused);
    warned = List.copyOf(warned);
  }
}
