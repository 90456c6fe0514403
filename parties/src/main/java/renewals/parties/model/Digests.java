package renewals.parties.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-2 of bytes. */
public final class Digests {

  private Digests() {}

  /** SHA-256, 32 bytes. */
  public static byte[] sha256(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  /** SHA-512, 64 bytes. */
  public static byte[] sha512(byte[] bytes) {
    return digest("SHA-512", bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has " + algorithm, e);
    }
  }
}
