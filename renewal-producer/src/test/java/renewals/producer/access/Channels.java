package renewals.producer.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import renewals.parties.ed25519.Ed25519Key;
import renewals.parties.ed25519.Ed25519Library;
import renewals.parties.model.Binding;
import renewals.parties.model.Limits;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.model.Right;
import renewals.parties.model.VerifyingKey;
import renewals.testing.Samples;

/** Two channels and a carrier with keys of all kinds. */
final class Channels {

  static final Instant NOW = Samples.NOW;
  static final KeyPair LAKALA = pair();
  static final KeyPair ENDED = pair();
  static final KeyPair DISABLED = pair();
  static final KeyPair EARLY = pair();
  static final byte[] BANK_SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  static final byte[] CARRIER_SECRET = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);
  static final String TOKEN = "lakala-token.once-upon-a-time-in-the-west";

  private Channels() {}

  static Parties all() {
    return with(Limits.USUAL);
  }

  static Parties with(Limits ofLakala) {
    return with(ofLakala, Ed25519Library.inUse());
  }

  /** The same, with Ed25519 by a library of one's choice. */
  static Parties with(Limits ofLakala, Ed25519Library library) {
    return new Parties(
        List.of(
            new Party(
                "lakala",
                List.of(ofChannels("lakala-app", "lakala-pos")),
                List.of(
                    new PartyKey.Ed25519("lakala-ed", Period.ALWAYS, keyOf(LAKALA, library)),
                    new PartyKey.Ed25519("lakala-ended", until(NOW), keyOf(ENDED, library)),
                    new PartyKey.Ed25519("lakala-lost", disabledAt(NOW), keyOf(DISABLED, library)),
                    new PartyKey.Ed25519(
                        "lakala-early", from(NOW.plusSeconds(1)), keyOf(EARLY, library)),
                    new PartyKey.Bearer("lakala-token", Period.ALWAYS, sha256(TOKEN))),
                ofLakala),
            new Party(
                "bank-east",
                List.of(ofChannels("bank-east")),
                List.of(
                    new PartyKey.Hmac(
                        "bank-hmac", Period.ALWAYS, new SecretKeySpec(BANK_SECRET, "HmacSHA256"))),
                Limits.USUAL),
            new Party(
                "carrier-m",
                List.of(
                    new Right(
                        Set.of(Binding.CARRIER_REVIEW),
                        Names.of(),
                        Names.of("cmcc"),
                        Optional.empty(),
                        false,
                        Optional.empty())),
                List.of(
                    new PartyKey.Hmac(
                        "carrier-hmac",
                        Period.ALWAYS,
                        new SecretKeySpec(CARRIER_SECRET, "HmacSHA256"))),
                Limits.USUAL)));
  }

  private static Right ofChannels(String... channels) {
    return new Right(
        Set.of(Binding.RENEWAL_REQUESTED, Binding.PAYMENT),
        Names.of(channels),
        Names.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static Period until(Instant end) {
    return new Period(Optional.empty(), Optional.of(end), Optional.empty());
  }

  private static Period disabledAt(Instant end) {
    return new Period(Optional.empty(), Optional.empty(), Optional.of(end));
  }

  private static Period from(Instant begin) {
    return new Period(Optional.of(begin), Optional.empty(), Optional.empty());
  }

  private static PartyKey.Sha256 sha256(String text) {
    try {
      return new PartyKey.Sha256(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VerifyingKey keyOf(KeyPair pair, Ed25519Library library) {
    try {
      Ed25519Key key = Ed25519Key.read(pair.getPublic().getEncoded());
      return (message, signature) -> key.holds(library, message, signature);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
