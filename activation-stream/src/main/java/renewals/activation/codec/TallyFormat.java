package renewals.activation.codec;

import java.util.Map;
import renewals.activation.domain.Standing.State;
import renewals.activation.domain.Tally;

/** The compact form of a tally. One thread. */
public final class TallyFormat {

  private static final int VERSION = 1;

  private final Packer packer = new Packer();

  /** The tally as bytes. */
  public byte[] write(Tally tally) {
    Packer to = packer.start(VERSION).number(tally.renewals().size());
    tally.renewals().forEach((state, count) -> to.text(state.name()).number(count));
    write(to, tally.paidNotUsable());
    write(to, tally.owedBack());
    return to.finish();
  }

  private static void write(Packer to, Map<String, Long> money) {
    to.number(money.size());
    money.forEach((currency, minorUnits) -> to.text(currency).number(minorUnits));
  }

  /** The tally that bytes hold. */
  public Tally read(byte[] bytes) {
    Unpacker from = Unpacker.start(bytes, "tally", VERSION);
    Tally tally = new Tally();
    int states = from.count();
    for (int i = 0; i < states; i++) {
      tally.renewals().put(State.valueOf(from.text()), from.number());
    }
    read(from, tally.paidNotUsable());
    read(from, tally.owedBack());
    return tally;
  }

  private static void read(Unpacker from, Map<String, Long> money) {
    int currencies = from.count();
    for (int i = 0; i < currencies; i++) {
      money.put(from.text(), from.number());
    }
  }
}
