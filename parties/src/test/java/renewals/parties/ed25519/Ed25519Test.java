package renewals.parties.ed25519;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both libraries take the same signatures: those of RFC 8032, and no others. */
class Ed25519Test {

  private static final String PREFIX = "302a300506032b6570032100";
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** RFC 8032, 7.1: TEST 1, 2, 3 and SHA(abc). */
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
        + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
        + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
        + " 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + " ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + " dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
  })
  void shouldTakeThePublishedSignatures(String point, String message, String signature)
      throws Exception {
    Ed25519Key key = key(point);

    for (Ed25519Library library : Ed25519Library.values()) {
      assumeThat(library.whyNot()).isEmpty();
      assertThat(key.holds(library, HEX.parseHex(message), HEX.parseHex(signature)))
          .as(library.label())
          .isTrue();
    }
  }

  /** By a signature and its message, of which one bit each is another. */
  @ParameterizedTest
  @EnumSource
  void shouldRefuseASignatureOfWhichOneBitIsAnother(Ed25519Library library) throws Exception {
    assumeThat(library.whyNot()).isEmpty();
    Signed signed = Signed.of(new byte[100]);

    assertThat(signed.key().holds(library, signed.message(), signed.signature())).isTrue();
    for (int bit = 0; bit < signed.signature().length * 8; bit++) {
      byte[] other = signed.signature().clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(signed.key().holds(library, signed.message(), other)).as("bit %d", bit).isFalse();
    }
    byte[] otherMessage = signed.message().clone();
    otherMessage[50] ^= 1;
    assertThat(signed.key().holds(library, otherMessage, signed.signature())).isFalse();
  }

  /** Of one signature, s + L and its like verify too where nobody checks that s is reduced. */
  @ParameterizedTest
  @EnumSource
  void shouldRefuseAScalarThatIsNotReduced(Ed25519Library library) throws Exception {
    assumeThat(library.whyNot()).isEmpty();
    Signed signed = Signed.of(new byte[100]);
    BigInteger scalar = number(Arrays.copyOfRange(signed.signature(), 32, 64));

    BigInteger other = scalar.add(ORDER);
    while (other.bitLength() <= 256) {
      byte[] malleable = joined(Arrays.copyOf(signed.signature(), 32), bytes(other));
      assertThat(signed.key().holds(library, signed.message(), malleable)).isFalse();
      other = other.add(ORDER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseASignatureOfAnotherLength(Ed25519Library library) throws Exception {
    assumeThat(library.whyNot()).isEmpty();
    Signed signed = Signed.of(new byte[100]);

    for (int length : new int[] {0, 1, 32, 63, 65, 96, 128}) {
      byte[] other = Arrays.copyOf(signed.signature(), length);
      assertThat(signed.key().holds(library, signed.message(), other)).as("%d", length).isFalse();
    }
  }

  /** The key's owner can make one whose r is 0; y of the neutral point is 1, or p + 1. */
  @ParameterizedTest
  @EnumSource
  void shouldRefuseAPointOfASignatureThatIsNotReduced(Ed25519Library library) throws Exception {
    assumeThat(library.whyNot()).isEmpty();
    byte[] seed = new byte[32];
    byte[] point = new byte[32];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    byte[] message = {1, 2, 3};
    byte[] beyond = HEX.parseHex("ee" + "ff".repeat(30) + "7f");
    byte[] minusZero = HEX.parseHex("01" + "00".repeat(30) + "80");

    for (byte[] r : new byte[][] {beyond, minusZero}) {
      byte[] signature = joined(r, scalarForNeutral(r, seed, point, message));
      assertThat(key(HEX.formatHex(point)).holds(library, message, signature)).isFalse();
    }
  }

  /** All points of small order, however they are written, and two of mixed order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
        "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"
      })
  void shouldRefuseAKeyThatIsNotOfPrimeOrder(String point) {
    assertThatThrownBy(() -> key(point)).isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void shouldSayTheSameOfEverySignatureInBothLibraries() throws Exception {
    assumeThat(Ed25519Library.AWS_LC.whyNot()).isEmpty();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      Signed signed = Signed.of(message);
      byte[] signature = signed.signature();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        signature[random.nextInt(signature.length)] = (byte) random.nextInt();
      }
      assertThat(signed.key().holds(Ed25519Library.AWS_LC, message, signature))
          .as("seed %d, signature %d", seed, i)
          .isEqualTo(signed.key().holds(Ed25519Library.BOUNCY_CASTLE, message, signature));
    }
  }

  /** A message and its signature by a key. */
  @SuppressWarnings("ArrayRecordComponent") // bytes to verify, never compared
  private record Signed(Ed25519Key key, byte[] message, byte[] signature) {

    private static final KeyPair PAIR = pair();

    static Signed of(byte[] message) throws Exception {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(PAIR.getPrivate());
      signer.update(message);
      return new Signed(Ed25519Key.read(PAIR.getPublic().getEncoded()), message, signer.sign());
    }

    private static KeyPair pair() {
      try {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** s = h·a, for R + h·A - s·B to be the neutral point where R is. */
  private static byte[] scalarForNeutral(byte[] r, byte[] seed, byte[] point, byte[] message)
      throws Exception {
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    byte[] clamped = Arrays.copyOf(sha512.digest(seed), 32);
    clamped[0] &= (byte) 0xf8;
    clamped[31] &= 0x7f;
    clamped[31] |= 0x40;
    sha512.update(r);
    sha512.update(point);
    BigInteger h = number(sha512.digest(message));
    return bytes(h.multiply(number(clamped)).mod(ORDER));
  }

  private static Ed25519Key key(String point) throws InvalidKeyException {
    return Ed25519Key.read(HEX.parseHex(PREFIX + point));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static BigInteger number(byte[] littleEndian) {
    return new BigInteger(1, reversed(littleEndian));
  }

  private static byte[] bytes(BigInteger number) {
    byte[] all = new byte[32];
    byte[] big = number.toByteArray();
    for (int i = 0; i < all.length && i < big.length; i++) {
      all[i] = big[big.length - 1 - i];
    }
    return all;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
