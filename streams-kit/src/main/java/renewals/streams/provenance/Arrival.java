package renewals.streams.provenance;

import java.util.Optional;
import renewals.streams.record.SourceRecord;

/**
 * A record whose provenance was judged.
 *
 * @param unproven why it is nobody's word: it must be given up before anything else is asked
 */
public record Arrival(SourceRecord record, Optional<String> unproven) {}
