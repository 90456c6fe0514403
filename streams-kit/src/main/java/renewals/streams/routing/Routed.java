package renewals.streams.routing;

import java.util.Optional;
import renewals.streams.record.SourceRecord;

/** What reaches a partition: records, and how far the other partitions have read. */
public sealed interface Routed {

  /**
   * A record as it was read.
   *
   * @param unproven why it is nobody's word, if it isn't; not stored, since such a one stays
   */
  record Source(SourceRecord record, Optional<String> unproven) implements Routed {}

  /**
   * One partition's watermark, on its way to another: all that was appended to its inputs before
   * that moment has been read, and what of it belongs to the other was sent on ahead of it.
   *
   * @param from the partition that sends it
   * @param to the partition that receives it
   * @param watermark the moment, in epoch milliseconds
   */
  record RemoteWatermark(int from, int to, long watermark) implements Routed {}
}
