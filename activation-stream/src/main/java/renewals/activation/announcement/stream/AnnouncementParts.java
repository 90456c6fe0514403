package renewals.activation.announcement.stream;

import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.SchemaRegistry;

/**
 * What the announcements' part of the graph is made with.
 *
 * @param registry where schemas of inputs and outputs are looked up
 * @param provenance judges who may announce
 * @param partitions the partition count of cards, which is that of what merchants are told by
 * @param ticks how often parked records, and what may be forgotten, are looked at
 */
public record AnnouncementParts(
    SchemaRegistry registry,
    RecordProvenance provenance,
    int partitions,
    Ticks ticks,
    DeadLetters deadLetters,
    RecordCounts records,
    AnnouncementCounts counts) {}
