package renewals.stack.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares things one by one and keeps what differs. */
public final class Differences {

  private final List<String> found = new ArrayList<>();
  private int checked;

  public void compare(String what, @Nullable Object expected, @Nullable Object given) {
    checked++;
    if (!Objects.equals(expected, given)) {
      found.add("%s: expected %s, found %s".formatted(what, expected, given));
    }
  }

  /** Takes over what another has found. */
  public void add(Differences other) {
    checked += other.checked;
    found.addAll(other.found);
  }

  /** One of several is as good as the other. */
  public void oneOf(String what, Set<?> expected, Object given) {
    checked++;
    if (!expected.contains(given)) {
      found.add("%s: expected one of %s, found %s".formatted(what, expected, given));
    }
  }

  public Guarantee guarantee(String name, String counts) {
    return new Guarantee(name, counts, checked, found);
  }
}
