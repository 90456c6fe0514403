package renewals.notifier.domain;

/** How a notice is sent. */
public enum Channel {
  SMS,
  EMAIL,
  WEBHOOK,
  TERMINAL,
  /** A group's robot: he may wish for it, and nothing sends by it. */
  ROBOT;

  /** The id of a trigger's notice by this channel: the same at each try. */
  public String noticeIdOf(String cause) {
    return cause + '/' + name();
  }
}
