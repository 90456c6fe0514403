package renewals.streams.routing;

import renewals.streams.record.SourceRecord;

/** What reaches a partition: records, and how far the other partitions have read. */
public sealed interface Routed {

  /**
   * A record as it was read.
   *
   * @param elsewhere whether it lay in another partition than its key's; not stored
   */
  record Source(SourceRecord record, boolean elsewhere) implements Routed {}

  /**
   * One partition tells another that all that was appended to its inputs before a moment has been
   * read, and what of it belongs to the other sent on ahead of this mark.
   *
   * @param from the partition that tells
   * @param to the partition that is told
   * @param watermark the moment, in epoch milliseconds
   */
  record RemoteWatermark(int from, int to, long watermark) implements Routed {}
}
