package renewals.stack;

import java.util.List;

/** The four services, by the name of their command. */
public enum Service {
  PRODUCER("producer"),
  ACTIVATION("activation"),
  NOTIFIER("notifier"),
  PORTAL("portal");

  /** Those that records pass through: they decide and deliver, the others show. */
  public static final List<Service> PIPELINE = List.of(PRODUCER, ACTIVATION, NOTIFIER);

  private final String command;

  Service(String command) {
    this.command = command;
  }

  /** The command that runs it, which is also the prefix of its settings. */
  public String command() {
    return command;
  }

  /** Whether it keeps state on disk, in {@code <command>.state.dir}. */
  public boolean hasState() {
    return this == ACTIVATION || this == NOTIFIER;
  }

  /** The setting that holds its HTTP port. */
  String portSetting() {
    return command + ".http.port";
  }
}
