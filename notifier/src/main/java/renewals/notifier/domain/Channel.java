package renewals.notifier.domain;

/** How a notice is sent. */
public enum Channel {
  SMS,
  EMAIL,
  WEBHOOK,
  TERMINAL,
  /** A robot in his group, of WeCom, DingTalk or Feishu: what it said is never reported. */
  ROBOT;

  /** The id of a trigger's notice by this channel: the same at each try. */
  public String noticeIdOf(String cause) {
    return cause + '/' + name();
  }
}
