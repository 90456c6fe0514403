package renewals.parties.model;

/** A public key that signatures are held against, read once. Thread-safe. */
public interface VerifyingKey {

  /** Whether a signature is this key's over a message. */
  boolean holds(byte[] message, byte[] signature);
}
