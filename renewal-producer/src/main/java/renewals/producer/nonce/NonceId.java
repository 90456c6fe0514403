package renewals.producer.nonce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import renewals.parties.model.Digests;

/**
 * What names a nonce: 128 bits of the SHA-256 of {@code <keyId>/<nonce>}. Two fall together once in
 * 10^20 times that a million are held, and then a good request is refused.
 */
record NonceId(long high, long low) {

  static NonceId of(String keyId, String nonce) {
    ByteBuffer digest = ByteBuffer.wrap(Digests.sha256((keyId + "/" + nonce).getBytes(UTF_8)));
    return new NonceId(digest.getLong(), digest.getLong());
  }
}
