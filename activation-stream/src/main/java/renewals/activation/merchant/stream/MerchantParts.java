package renewals.activation.merchant.stream;

import renewals.activation.record.Ticks;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * What the merchants' graph is made with.
 *
 * @param registry where schemas of outputs are looked up
 * @param watermarks how far the outputs have been read
 * @param ticks how often, and how many entries at once, it looks for what may be forgotten
 */
public record MerchantParts(
    SchemaRegistry registry, PartitionWatermarks watermarks, Ticks ticks, MerchantCounts counts) {}
