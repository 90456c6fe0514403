package renewals.activation.renewal.codec;

import java.util.Map;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.StateCounts;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/** The stored form of state counts. One thread. */
public final class StateCountsFormat {

  private static final int VERSION = 2;

  /** Since then states are numbers, before they were names. */
  private static final int SINCE_NUMBERS = 2;

  private final StateWriter packer = new StateWriter();

  /** The state counts as bytes. */
  public byte[] write(StateCounts stateCounts) {
    StateWriter to = packer.start(VERSION).number(stateCounts.renewals().size());
    stateCounts
        .renewals()
        .forEach((state, count) -> to.choice(RenewalNumbers.STATES, state).number(count));
    write(to, stateCounts.paidNotUsable());
    write(to, stateCounts.owedBack());
    return to.finish();
  }

  private static void write(StateWriter to, Map<String, Long> money) {
    to.number(money.size());
    money.forEach((currency, minorUnits) -> to.text(currency).number(minorUnits));
  }

  /** The state counts that bytes hold. */
  public StateCounts read(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "tally", VERSION);
    StateCounts stateCounts = new StateCounts();
    int states = from.count();
    for (int i = 0; i < states; i++) {
      State state =
          from.version() >= SINCE_NUMBERS
              ? from.choice(RenewalNumbers.STATES)
              : State.valueOf(from.text());
      stateCounts.renewals().put(state, from.number());
    }
    read(from, stateCounts.paidNotUsable());
    read(from, stateCounts.owedBack());
    return stateCounts;
  }

  private static void read(StateReader from, Map<String, Long> money) {
    int currencies = from.count();
    for (int i = 0; i < currencies; i++) {
      money.put(from.text(), from.number());
    }
  }
}
