package renewals.stack.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.truth.ChannelTruth;

/**
 * Something that a merchant must be told.
 *
 * @param cause what the ids of its notices begin with
 * @param since before it nobody knew of it
 * @param mayBeVoid whether what else was told of its renewal may have made it void
 */
public record Demand(
    String cause, Merchant merchant, ChannelTruth by, Instant since, boolean mayBeVoid) {

  static final String DELIVERED = "DELIVERED";
  static final String UNDELIVERABLE = "UNDELIVERABLE";

  /** The ids of all notices that may tell it, in the order in which they are tried. */
  public List<String> notices() {
    return by.channels().stream().map(channel -> cause + "/" + channel).toList();
  }

  /**
   * Those that must be tried: the first ones, and each other one before which none has arrived,
   * unless it is void by then.
   *
   * @param ends how notices ended, by their ids
   */
  public List<String> musts(Map<String, String> ends) {
    List<String> musts = new ArrayList<>();
    for (String notice : notices()) {
      boolean isFirst = musts.size() < by.atOnce();
      if (!isFirst && (mayBeVoid || !hasFailed(musts, ends))) {
        break;
      }
      musts.add(notice);
    }
    return musts;
  }

  private static boolean hasFailed(List<String> notices, Map<String, String> ends) {
    return notices.stream().map(ends::get).allMatch(UNDELIVERABLE::equals);
  }
}
