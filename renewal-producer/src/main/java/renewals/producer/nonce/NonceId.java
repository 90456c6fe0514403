package renewals.producer.nonce;

import java.nio.ByteBuffer;
import renewals.parties.model.Digests;

/** A nonce's name in memory: 128 bits of the SHA-256 of its name in the topic. */
record NonceId(long high, long low) {

  static NonceId of(byte[] key) {
    ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(key));
    return new NonceId(digest.getLong(), digest.getLong());
  }
}
