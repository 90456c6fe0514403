package renewals.parties.proof;

import javax.crypto.SecretKey;

/**
 * What proofs are made with. No text of one holds the secret.
 *
 * @param signer whose key it is
 * @param keyId its name among the gateway keys or in the file of parties
 */
public record SigningKey(Signer signer, String keyId, SecretKey secret) {

  /** Whose key made a proof. */
  public enum Signer {
    /** A gateway that has judged the claim. */
    GATEWAY('g'),
    /** The party itself. */
    PARTY('p');

    private final char letter;

    Signer(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }

  String name() {
    return signer.letter() + "." + keyId;
  }

  @Override
  public String toString() {
    return "SigningKey[" + name() + "]";
  }
}
