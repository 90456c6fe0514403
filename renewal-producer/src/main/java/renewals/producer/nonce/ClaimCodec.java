package renewals.producer.nonce;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims as the value of one record of the topic: a version, then for each claim the nonce's id (16
 * bytes) and when its signature was made (8 bytes, epoch seconds), big-endian.
 */
final class ClaimCodec {

  private static final byte VERSION = 1;
  private static final int CLAIM_BYTES = 3 * Long.BYTES;

  private ClaimCodec() {}

  static byte[] write(List<NonceClaim> claims) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + claims.size() * CLAIM_BYTES).put(VERSION);
    for (NonceClaim claim : claims) {
      bytes.putLong(claim.id().high()).putLong(claim.id().low()).putLong(claim.created());
    }
    return bytes.array();
  }

  /**
   * The claims in their order.
   *
   * @throws IllegalArgumentException these bytes are none
   */
  static List<NonceClaim> read(byte[] value) {
    if (value.length == 0 || value[0] != VERSION || value.length % CLAIM_BYTES != 1) {
      throw new IllegalArgumentException(
          "%d bytes, expected version %d and claims of %d bytes"
              .formatted(value.length, VERSION, CLAIM_BYTES));
    }
    ByteBuffer bytes = ByteBuffer.wrap(value).position(1);
    List<NonceClaim> claims = new ArrayList<>(value.length / CLAIM_BYTES);
    while (bytes.hasRemaining()) {
      NonceId id = new NonceId(bytes.getLong(), bytes.getLong());
      claims.add(new NonceClaim(id, bytes.getLong()));
    }
    return claims;
  }
}
