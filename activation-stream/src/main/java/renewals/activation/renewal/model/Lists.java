package renewals.activation.renewal.model;

import java.util.ArrayList;
import java.util.List;

/** Lists that share nothing with those that they were made of. */
final class Lists {

  private Lists() {}

  /** A list with one more at its end. */
  static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return longer;
  }

  /** The same within a limit: beyond it the oldest is left out. */
  static <T> List<T> append(List<T> list, T last, int most) {
    return append(list.size() < most ? list : list.subList(1, list.size()), last);
  }
}
