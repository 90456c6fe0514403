package renewals.parties.ed25519;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who holds signatures against keys. Both take what RFC 8032 says, and nothing else. */
public enum Ed25519Library {
  /** Amazon's AWS-LC, by its provider for Java: native, so not on every machine. */
  AWS_LC("AWS-LC") {
    @Override
    public String whyNot() {
      return AwsLc.whyNot();
    }

    @Override
    boolean verify(AwsLc key, PublicPoint point, byte[] message, byte[] signature) {
      return key.holds(message, signature);
    }
  },
  /** Bouncy Castle: Java alone, everywhere. */
  BOUNCY_CASTLE("Bouncy Castle") {
    @Override
    public String whyNot() {
      return "";
    }

    @Override
    boolean verify(AwsLc key, PublicPoint point, byte[] message, byte[] signature) {
      return Ed25519.verify(signature, 0, point, message, 0, message.length);
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(Ed25519Library.class);

  private final String label;

  Ed25519Library(String label) {
    this.label = label;
  }

  /** What it is called in logs and metrics. */
  public String label() {
    return label;
  }

  /** Why it can't be used on this machine; empty where it can. */
  public abstract String whyNot();

  /**
   * Whether a signature of 64 bytes is a key's over a message.
   *
   * @param key as AWS-LC has it
   * @param point the same, as Bouncy Castle has it
   */
  abstract boolean verify(AwsLc key, PublicPoint point, byte[] message, byte[] signature);

  /** AWS-LC where it loads, else Bouncy Castle; looked for, and logged, when first asked. */
  public static Ed25519Library inUse() {
    return Chosen.LIBRARY;
  }

  private static final class Chosen {

    private static final Ed25519Library LIBRARY = choose();

    private static Ed25519Library choose() {
      String whyNot = AWS_LC.whyNot();
      if (whyNot.isEmpty()) {
        LOG.info("Ed25519 signatures are held by {}", AWS_LC.label);
        return AWS_LC;
      }
      LOG.info(
          "Ed25519 signatures are held by {}, which takes twice the time of {}: {}",
          BOUNCY_CASTLE.label,
          AWS_LC.label,
          whyNot);
      return BOUNCY_CASTLE;
    }
  }
}
