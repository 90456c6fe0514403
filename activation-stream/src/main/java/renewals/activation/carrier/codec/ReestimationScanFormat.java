package renewals.activation.carrier.codec;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import renewals.activation.carrier.model.ReestimationScan;
import renewals.activation.carrier.model.ReestimationScan.Reached;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/** The stored form of a re-estimation scan under way. One thread. */
public final class ReestimationScanFormat {

  private static final int VERSION = 1;

  private final StateWriter packer = new StateWriter();

  /** The scan as bytes. */
  public byte[] write(ReestimationScan scan) {
    StateWriter to = packer.start(VERSION);
    write(to, scan.carriers());
    write(to, scan.next());
    Reached reached = scan.reached();
    to.flag(reached != null);
    if (reached != null) {
      to.instant(reached.upTo()).instant(reached.at()).text(reached.renewalId());
    }
    return to.finish();
  }

  /** The scan that bytes hold. */
  public ReestimationScan read(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "scan", VERSION);
    Set<String> carriers = readIds(from);
    Set<String> next = readIds(from);
    Reached reached = from.flag() ? new Reached(from.instant(), from.instant(), from.text()) : null;
    return new ReestimationScan(carriers, reached, next);
  }

  private static void write(StateWriter to, Set<String> ids) {
    to.number(ids.size());
    new TreeSet<>(ids).forEach(to::text);
  }

  private static Set<String> readIds(StateReader from) {
    int count = from.count();
    Set<String> ids = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      ids.add(from.text());
    }
    return ids;
  }
}
