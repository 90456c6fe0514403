package renewals.activation.codec;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import renewals.activation.domain.CarrierWalk;
import renewals.activation.domain.CarrierWalk.Reached;

/** The compact form of a walk under way. One thread. */
public final class WalkFormat {

  private static final int VERSION = 1;

  private final Packer packer = new Packer();

  /** The walk as bytes. */
  public byte[] write(CarrierWalk walk) {
    Packer to = packer.start(VERSION);
    write(to, walk.carriers());
    write(to, walk.next());
    Reached reached = walk.reached();
    to.flag(reached != null);
    if (reached != null) {
      to.instant(reached.upTo()).instant(reached.at()).text(reached.renewalId());
    }
    return to.finish();
  }

  /** The walk that bytes hold. */
  public CarrierWalk read(byte[] bytes) {
    Unpacker from = Unpacker.start(bytes, "walk", VERSION);
    Set<String> carriers = readIds(from);
    Set<String> next = readIds(from);
    Reached reached = from.flag() ? new Reached(from.instant(), from.instant(), from.text()) : null;
    return new CarrierWalk(carriers, reached, next);
  }

  private static void write(Packer to, Set<String> ids) {
    to.number(ids.size());
    new TreeSet<>(ids).forEach(to::text);
  }

  private static Set<String> readIds(Unpacker from) {
    int count = from.count();
    Set<String> ids = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      ids.add(from.text());
    }
    return ids;
  }
}
