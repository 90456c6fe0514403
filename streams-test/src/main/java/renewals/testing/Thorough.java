package renewals.testing;

/**
 * How much a test tries that tries much at random: a tenth in a build, all of it with {@code mvn
 * -Pthorough}.
 */
public final class Thorough {

  private static final int SHARE = 10;

  private static final boolean ALL = Boolean.getBoolean("thorough");

  private Thorough() {}

  /** Of so many tries, how many are made. */
  public static int of(int tries) {
    return ALL ? tries : Math.ceilDiv(tries, SHARE);
  }
}
