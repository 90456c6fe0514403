package renewals.stack.process;

/** The three services, by the name of their command. */
public enum Service {
  PRODUCER("producer"),
  ACTIVATION("activation"),
  NOTIFIER("notifier");

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
    return this != PRODUCER;
  }

  /** The setting that holds its HTTP port. */
  String portSetting() {
    return command + ".http.port";
  }
}
