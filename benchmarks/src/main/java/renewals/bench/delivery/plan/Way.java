package renewals.bench.delivery.plan;

import renewals.v1.NoticeChannel;

/** A channel, with how many notices its sender tries at one address at once, as settings ship. */
public enum Way {
  WEBHOOK(NoticeChannel.WEBHOOK, 16),
  EMAIL(NoticeChannel.EMAIL, 4),
  ROBOT(NoticeChannel.ROBOT, 1);

  private final NoticeChannel channel;
  private final int lanes;

  Way(NoticeChannel channel, int lanes) {
    this.channel = channel;
    this.lanes = lanes;
  }

  /** As receipts name it. */
  public NoticeChannel channel() {
    return channel;
  }

  /** How many notices to one address may be under way at once. */
  public int lanes() {
    return lanes;
  }

  /**
   * Whether its receivers are shown the notice's id: a robot is not, but its text names the
   * renewal.
   */
  public boolean showsIds() {
    return this != ROBOT;
  }
}
