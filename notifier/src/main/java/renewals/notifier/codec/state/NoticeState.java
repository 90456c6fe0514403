package renewals.notifier.codec.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.TemplateValues;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.robot.RobotKind;
import renewals.schemas.trace.TraceContext;

/** Open notices as they are kept. */
public final class NoticeState {

  /**
   * Since 3 a notice may be with a gateway, since 4 it keeps what a template may name, and whether
   * it is overtaken, since 5 its rank among the channels and who asked for it again; it may be held
   * or reserved; since 6 where it was tried, and where it goes whatever the contact says; since 7
   * whose robot that is.
   */
  private static final int VERSION = 7;

  /** The same as before, with a trace first; without one nothing is written otherwise. */
  private static final int TRACED = 8;

  private static final int WITH_ROBOT = 7;

  private static final int WITH_ADDRESS = 6;

  private static final int WITH_RANK = 5;

  private static final int WITH_VALUES = 4;

  /** From this version on the time of the trigger is stored. */
  private static final int WITH_CAUSE_AT = 2;

  private NoticeState() {}

  /** The bytes to keep. */
  public static byte[] write(OpenNotice open) {
    return write(open, null);
  }

  /**
   * The bytes to keep.
   *
   * @param trace kept with it, null for none
   */
  public static byte[] write(OpenNotice open, @Nullable TraceContext trace) {
    Notice notice = open.notice();
    StateWriter out =
        trace == null ? new StateWriter(VERSION) : new StateWriter(TRACED).raw(trace.toBytes());
    out.text(notice.cause())
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
        .time(open.dueAt());
    writeValues(out, notice.values());
    out.octet(open.isOvertaken() ? 1 : 0);
    Address frozen = open.frozen();
    return out.count(open.rank())
        .text(open.actor())
        .text(open.sentTo())
        .text(frozen == null ? null : frozen.target())
        .text(frozen == null ? null : frozen.secretRef())
        .text(frozen == null || frozen.robot() == null ? null : frozen.robot().name())
        .toBytes();
  }

  /** The notice that was kept. */
  public static OpenNotice read(byte[] bytes) {
    StateReader in = new StateReader(bytes, TRACED);
    if (in.version() == TRACED) {
      in.skip(TraceContext.BYTES);
    }
    String cause = in.text();
    Instant causeAt = in.version() < WITH_CAUSE_AT ? null : in.optionalTime();
    String merchantId = in.text();
    String renewalId = in.optionalText();
    Kind kind = in.one(Kind.class);
    Channel channel = in.one(Channel.class);
    String subject = in.text();
    String body = in.text();
    OpenNotice.Phase phase = in.one(OpenNotice.Phase.class);
    int attempt = in.count();
    int handovers = in.count();
    Instant dueAt = in.time();
    TemplateValues values = in.version() < WITH_VALUES ? null : readValues(in);
    Notice notice =
        new Notice(cause, causeAt, merchantId, renewalId, kind, channel, subject, body, values);
    boolean isOvertaken = in.version() >= WITH_VALUES && in.octet() == 1;
    boolean isRanked = in.version() >= WITH_RANK;
    int rank = isRanked ? in.count() : OpenNotice.UNRANKED;
    String actor = isRanked ? in.optionalText() : null;
    boolean hasAddress = in.version() >= WITH_ADDRESS;
    String sentTo = hasAddress ? in.optionalText() : null;
    Address frozen = hasAddress ? readAddress(in) : null;
    return new OpenNotice(
        notice, phase, attempt, handovers, dueAt, isOvertaken, rank, actor, sentTo, frozen);
  }

  /** The trace that is kept with the notice that bytes hold; null for none. */
  public static @Nullable TraceContext traceOf(byte[] bytes) {
    return bytes[0] == TRACED ? TraceContext.ofBytes(bytes, 1) : null;
  }

  private static @Nullable Address readAddress(StateReader in) {
    String target = in.optionalText();
    String secretRef = in.optionalText();
    String robot = in.version() < WITH_ROBOT ? null : in.optionalText();
    return target == null
        ? null
        : new Address(target, secretRef, robot == null ? null : RobotKind.valueOf(robot));
  }

  private static void writeValues(StateWriter out, @Nullable TemplateValues values) {
    out.text(values == null ? null : values.language().name());
    if (values != null) {
      out.count(values.values().size());
      new TreeMap<>(values.values()).forEach((name, value) -> out.text(name).text(value));
    }
  }

  private static @Nullable TemplateValues readValues(StateReader in) {
    String language = in.optionalText();
    if (language == null) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int left = in.count(); left > 0; left--) {
      values.put(in.text(), in.text());
    }
    return new TemplateValues(Language.valueOf(language), values);
  }
}
