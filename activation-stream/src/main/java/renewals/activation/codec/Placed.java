package renewals.activation.codec;

/** What reaches the cases of a partition: records, and how far other partitions have read. */
public sealed interface Placed permits Original, ReadMark {}
