package renewals.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.streams.record.SourceRecord;

/** What a record's headers say of who said it. */
final class WhoSaid {

  /** Where a proof says whose key made it. */
  private static final int SIGNER_AT = 2;

  private WhoSaid() {}

  /** What is judged of it: all headers of our names, however many. */
  static ProofJudge.Read read(SourceRecord record) {
    List<byte[]> parties = new ArrayList<>(1);
    List<byte[]> times = new ArrayList<>(1);
    List<byte[]> proofs = new ArrayList<>(1);
    for (Header header : record.headers()) {
      switch (header.key()) {
        case ProofHeaders.PARTY -> parties.add(header.value());
        case ProofHeaders.AT -> times.add(header.value());
        case ProofHeaders.PROOF -> proofs.add(header.value());
        default -> {
          // not about who said it
        }
      }
    }
    return new ProofJudge.Read(
        record.topic(), record.key(), record.value(), parties, times, proofs, appendedAt(record));
  }

  static Instant appendedAt(SourceRecord record) {
    return Instant.ofEpochMilli(record.appendedAt());
  }

  /** Whether a gateway is said to have signed it, which is true where the proof holds. */
  static boolean isOfGateway(SourceRecord record) {
    Header proof = record.headers().lastHeader(ProofHeaders.PROOF);
    return proof != null
        && proof.value() != null
        && proof.value().length > SIGNER_AT
        && proof.value()[SIGNER_AT] == 'g';
  }

  /** The text of a header; empty where there is none. */
  static String text(SourceRecord record, String name) {
    Header found = record.headers().lastHeader(name);
    return found == null || found.value() == null ? "" : new String(found.value(), UTF_8);
  }
}
