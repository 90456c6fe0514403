package renewals.notifier.codec;

import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.OpenNotice;

/** Open notices as they are kept. */
public final class NoticeState {

  /** Since 3 a notice may be with a gateway. */
  private static final int VERSION = 3;

  /** From this version on the time of the trigger is stored. */
  private static final int WITH_CAUSE_AT = 2;

  private NoticeState() {}

  /** The bytes to keep. */
  public static byte[] write(OpenNotice open) {
    Notice notice = open.notice();
    return new StateWriter(VERSION)
        .text(notice.cause())
        .time(notice.causeAt())
        .text(notice.merchantId())
        .text(notice.renewalId())
        .text(notice.kind().name())
        .text(notice.channel().name())
        .text(notice.subject())
        .text(notice.body())
        .text(open.phase().name())
        .count(open.attempt())
        .count(open.handovers())
        .time(open.dueAt())
        .toBytes();
  }

  /** The notice that was kept. */
  public static OpenNotice read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    Notice notice =
        new Notice(
            in.text(),
            in.version() < WITH_CAUSE_AT ? null : in.optionalTime(),
            in.text(),
            in.optionalText(),
            in.one(Kind.class),
            in.one(Channel.class),
            in.text(),
            in.text());
    return new OpenNotice(
        notice, in.one(OpenNotice.Phase.class), in.count(), in.count(), in.time());
  }
}
