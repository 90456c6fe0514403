package renewals.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a test tries that tries much at random, or in every order: a tenth in a build, all of it
 * with {@code mvn -Pthorough}.
 */
public final class Thorough {

  private static final int SHARE = 10;

  private static final boolean ALL = Boolean.getBoolean("thorough");

  private Thorough() {}

  /** Of so many tries, how many are made. */
  public static int of(int tries) {
    return ALL ? tries : Math.ceilDiv(tries, SHARE);
  }

  /** Of such things, which are tried: the last and every tenth before it, or all. */
  public static <T> List<T> of(List<T> all) {
    List<T> tried = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i -= ALL ? 1 : SHARE) {
      tried.add(all.get(i));
    }
    return tried;
  }
}
