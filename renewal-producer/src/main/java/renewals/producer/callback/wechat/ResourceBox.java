package renewals.producer.callback.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;

/** Opens the encrypted part of a notice with the merchant's APIv3 key. No text shows the key. */
public final class ResourceBox {

  /** How long an APIv3 key is. */
  public static final int KEY_BYTES = 32;

  private static final String NAME = "AEAD_AES_256_GCM";
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final SecretKey key;

  /**
   * A box.
   *
   * @param key the APIv3 key
   * @throws IllegalArgumentException it hasn't 32 bytes
   */
  public ResourceBox(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the APIv3 key has %d bytes, expected %d".formatted(key.length, KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  /** The content of an envelope's {@code resource}. */
  JsonNotice open(JsonNotice envelope) throws RefusedNoticeException {
    String algorithm = envelope.text("resource.algorithm");
    if (!algorithm.equals(NAME)) {
      throw new RefusedNoticeException(Reason.CONTENT, "resource.algorithm is not " + NAME);
    }
    byte[] nonce = envelope.text("resource.nonce").getBytes(UTF_8);
    byte[] associated = envelope.find("resource.associated_data").orElse("").getBytes(UTF_8);
    try {
      byte[] sealed = Base64.getDecoder().decode(envelope.text("resource.ciphertext"));
      if (nonce.length != NONCE_BYTES) {
        throw new RefusedNoticeException(Reason.CONTENT, "resource.nonce has not 12 bytes");
      }
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated);
      return JsonNotice.of(cipher.doFinal(sealed));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new RefusedNoticeException(
          Reason.SIGNATURE, "resource is not sealed with the APIv3 key that is configured");
    }
  }
}
