package renewals.notifier.topology;

import java.time.Instant;

/** How far the inputs of a partition have been read; the processor API itself shows no lag. */
public interface ReadProgress {

  /**
   * A time up to which everything appended to the partition's inputs has been read, as far as is
   * known now.
   *
   * @param wanted something falls due then: an answer that lies earlier asks for a newer look
   */
  Instant readUpTo(int partition, Instant wanted);
}
