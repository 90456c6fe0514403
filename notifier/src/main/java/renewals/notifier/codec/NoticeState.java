package renewals.notifier.codec;

import java.util.Optional;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.OpenNotice;

/** Notices as they are kept: whole while open, afterwards only that they were. */
public final class NoticeState {

  private static final int VERSION = 1;
  private static final int SETTLED = 0;
  private static final int OPEN = 1;

  private NoticeState() {}

  /** The bytes to keep of an open notice. */
  public static byte[] open(OpenNotice open) {
    Notice notice = open.notice();
    return new Pack(VERSION)
        .octet(OPEN)
        .text(notice.cause())
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

  /** The bytes to keep of a notice that has its final receipt. */
  public static byte[] settled() {
    return new Pack(VERSION).octet(SETTLED).toBytes();
  }

  /** The notice, if it is still open. */
  public static Optional<OpenNotice> read(byte[] bytes) {
    Unpack in = new Unpack(bytes, VERSION);
    if (in.octet() == SETTLED) {
      return Optional.empty();
    }
    Notice notice =
        new Notice(
            in.text(),
            in.text(),
            in.optionalText(),
            in.one(Kind.class),
            in.one(Channel.class),
            in.text(),
            in.text());
    return Optional.of(
        new OpenNotice(
            notice, in.one(OpenNotice.Phase.class), in.count(), in.count(), in.time()));
  }
}
