package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 over a record, each part after its length, so that no two records sign alike. It is
 * computed of each record that is read, so what it needs is kept and used again: the MAC with the
 * key of the last record, the bytes that are signed, the topic's name. Not thread-safe; {@link
 * #take} gives a thread one that nobody else has.
 *
 * <p>Source: partners, "Who said it travels along".
 */
final class RecordMac {

  private static final byte[] PURPOSE = "renewals-proof-1".getBytes(US_ASCII);
  private static final int NONE = -1;
  private static final int USUAL = 1_024;
  private static final int MOST_KEPT = 64 * 1_024;

  /** One at hand for each thread, as long as few read; a thread-local's look-up costs more. */
  private static final AtomicReferenceArray<RecordMac> FREE = new AtomicReferenceArray<>(64);

  private final Mac mac;
  private byte[] signed = new byte[USUAL];
  private int length;
  private @Nullable SecretKey key;
  private String topic = "";
  private byte[] topicBytes = new byte[0];

  private RecordMac() {
    try {
      mac = Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has HmacSHA256", e);
    }
  }

  /** One that is this thread's until it is given back. */
  static RecordMac take() {
    RecordMac free = FREE.getAndSet(slot(), null);
    return free == null ? new RecordMac() : free;
  }

  /** Gives it back, for the next record; one that failed isn't. */
  void giveBack() {
    if (signed.length > MOST_KEPT) {
      signed = new byte[USUAL];
    }
    FREE.set(slot(), this);
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (FREE.length() - 1);
  }

  /**
   * The MAC of a record.
   *
   * @param keyName the name of the key, as the proof says it
   */
  @SuppressWarnings("ReferenceEquality") // another that equals it costs an init, no more
  byte[] of(SecretKey secret, String keyName, SignedRecord record) {
    if (secret != key) {
      use(secret);
    }
    if (!topic.equals(record.topic())) {
      topic = record.topic();
      topicBytes = topic.getBytes(UTF_8);
    }
    length = 0;
    add(PURPOSE);
    add(topicBytes);
    add(record.key());
    add(record.value());
    add(record.party().getBytes(UTF_8));
    add(Long.toString(record.at()).getBytes(US_ASCII));
    add(keyName.getBytes(US_ASCII));
    mac.update(signed, 0, length);
    return mac.doFinal();
  }

  private void use(SecretKey secret) {
    try {
      mac.init(secret);
      key = secret;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: any bytes are a key", e);
    }
  }

  private void add(byte @Nullable [] part) {
    int size = part == null ? 0 : part.length;
    if (signed.length - length < Integer.BYTES + size) {
      signed = Arrays.copyOf(signed, 2 * (length + Integer.BYTES + size));
    }
    int said = part == null ? NONE : size;
    signed[length++] = (byte) (said >>> 24);
    signed[length++] = (byte) (said >>> 16);
    signed[length++] = (byte) (said >>> 8);
    signed[length++] = (byte) said;
    if (part != null) {
      System.arraycopy(part, 0, signed, length, size);
      length += size;
    }
  }
}
