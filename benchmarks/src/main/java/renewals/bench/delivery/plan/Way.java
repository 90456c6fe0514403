package renewals.bench.delivery.plan;

import java.util.List;
import renewals.v1.NoticeChannel;

/**
 * A channel, with how many notices at most may come again after a kill: as many as its sender tries
 * at once, as settings ship.
 */
public enum Way {
  WEBHOOK(NoticeChannel.WEBHOOK, 16, 256),
  EMAIL(NoticeChannel.EMAIL, 4, 8),
  ROBOT(NoticeChannel.ROBOT, 1, 16),
  SMS(NoticeChannel.SMS, 5, 10),
  /** Shown beside the others; none is shown again, since what stands there is read before. */
  TERMINAL(NoticeChannel.TERMINAL, 0, 0);

  /** Those of which a merchant has an address. */
  public static final List<Way> WITH_ADDRESS = List.of(WEBHOOK, EMAIL, ROBOT, SMS);

  private final NoticeChannel channel;
  private final int lanes;
  private final int atOnce;

  Way(NoticeChannel channel, int lanes, int atOnce) {
    this.channel = channel;
    this.lanes = lanes;
    this.atOnce = atOnce;
  }

  /** As receipts name it. */
  public NoticeChannel channel() {
    return channel;
  }

  /** How many notices to one address may be under way at once. */
  public int lanes() {
    return lanes;
  }

  /** How many notices to all addresses together may be under way at once. */
  public int atOnce() {
    return atOnce;
  }

  /**
   * Whether its receivers are shown the notice's id. Robots are not, but their text names the
   * renewal; nor are phones, but an SMS ends the card's number as the renewal's does.
   */
  public boolean showsIds() {
    return this == WEBHOOK || this == EMAIL;
  }
}
