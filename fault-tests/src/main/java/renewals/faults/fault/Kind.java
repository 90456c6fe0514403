package renewals.faults.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of faults, by the names they have on the command line. */
public enum Kind {
  KILL(5, "kill -9 of an instance, restarted"),
  ZOMBIE(4, "SIGSTOP of an instance for longer than the session timeout, then SIGCONT"),
  STATE_DELETED(2, "kill -9 of an instance, its state deleted, restarted"),
  ROLLING_RESTART(1, "all instances restarted one after the other"),
  BROKER_KILL(3, "kill -9 of a broker, restarted"),
  BROKER_ZOMBIE(2, "SIGSTOP of a broker, then SIGCONT"),
  BROKERS_ROLL(1, "all brokers restarted one after the other"),
  TWO_BROKERS_DOWN(1, "kill -9 of two of three brokers, restarted"),
  REGISTRY_DOWN(
      2, "no connection to the registry, while unknown schemas come and a service starts"),
  REGISTRY_SLOW(1, "the registry answers each piece 2 s late"),
  REGISTRY_500(1, "the registry answers 500"),
  NET_CUT(3, "an instance's connections to brokers break"),
  NET_STALL(3, "an instance's connections to brokers stall, in one direction or both"),
  NET_SLOW(2, "an instance's connections to brokers are slow"),
  POISON(3, "records that nobody can use, straight into the topics"),
  LATE(2, "whole renewals 30 days late, backwards and twice"),
  NEWER_SCHEMA(2, "renewals by a version of the schemas registered a moment ago"),
  DISK_FULL(2, "the disk under an instance's state or a broker's logs is full"),
  CLOCK(2, "an instance restarted with its clock two hours off, then with the right one"),
  SMSC_DOWN(2, "no connection to the SMSC, and none taken"),
  SMSC_THROTTLED(1, "the SMSC refuses each SMS as one too many"),
  SMSC_SILENT(1, "the SMSC takes SMS, and its answers are lost"),
  SMSC_LATE(1, "the SMSC reports 10 s late"),
  TERMINALS_DOWN(1, "the broker of terminals stopped, and started again"),
  SCALE(1, "1, 2, 4, 2 and all instances of a service, one number after the other"),
  UPGRADE(0, "all instances restarted from an earlier build into this one, service by service");

  private final int weight;
  private final String text;

  Kind(int weight, String text) {
    this.weight = weight;
    this.text = text;
  }

  /** How often it is chosen, relative to the others; 0 for what happens once in a run. */
  int weight() {
    return weight;
  }

  /** In a few words. */
  public String text() {
    return text;
  }

  /** Whether instances and brokers stay up with it, so that their counters count on. */
  public boolean sparesProcesses() {
    return this == POISON
        || this == LATE
        || this == NEWER_SCHEMA
        || this == REGISTRY_SLOW
        || this == REGISTRY_500
        || isOfSmsc()
        || this == TERMINALS_DOWN;
  }

  /** Whether it is about the SMSC. */
  private boolean isOfSmsc() {
    return this == SMSC_DOWN || this == SMSC_THROTTLED || this == SMSC_SILENT || this == SMSC_LATE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that name. */
  public static Optional<Kind> named(String name) {
    return Stream.of(values()).filter(kind -> kind.toString().equals(name)).findFirst();
  }
}
