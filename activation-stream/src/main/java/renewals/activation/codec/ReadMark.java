package renewals.activation.codec;

/**
 * One partition tells another that all that was appended to its inputs before a moment has been
 * read, and what of it belongs to the other sent on ahead of this mark.
 *
 * @param from the partition that tells
 * @param to the partition that is told
 * @param readUpTo the moment, in epoch milliseconds
 */
public record ReadMark(int from, int to, long readUpTo) implements Placed {}
