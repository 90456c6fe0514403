package renewals.notifier.codec.state;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Wishes;
import renewals.notifier.domain.robot.Robot;
import renewals.notifier.domain.robot.RobotKind;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.domain.timing.QuietHours;

/**
 * A merchant's contact in force as it is kept.
 *
 * @param at append time of its record in milliseconds: an older one, come late through the wrong
 *     partition, must not replace it
 * @param saidAt when it was said, as its proof says; null where nobody asked for one
 * @param revision by which it was taken, null for none
 * @param content a digest of all that its record said, null in what version 1 kept: the same
 *     revision with other content is a conflict
 * @param contact null where the merchant took it back
 */
public record ContactState(
    long at,
    @Nullable Instant saidAt,
    @Nullable Long revision,
    @Nullable String content,
    @Nullable Contact contact) {

  /** Since 2 it keeps revision, content and wishes, since 3 when it was said, since 4 a robot. */
  private static final int VERSION = 4;

  private static final int WITH_WISHES = 2;
  private static final int WITH_SAID_AT = 3;
  private static final int WITH_ROBOT = 4;

  /** One without a revision, whatever its record said and whoever said it. */
  public ContactState(long at, @Nullable Contact contact) {
    this(at, null, null, null, contact);
  }

  /**
   * Whether it is no older than another: appended no earlier, and said no earlier where both were
   * proven, so that a copy of an older one doesn't bring that back.
   *
   * <p>Source: contract, merchant-contact.
   */
  public boolean isNoOlderThan(ContactState other) {
    return at >= other.at
        && (saidAt == null || other.saidAt == null || !saidAt.isBefore(other.saidAt));
  }

  /**
   * The same of a merchant who is forgotten: what was said of him before, and is sent again, still
   * changes nothing.
   *
   * @param appendedAt when that was asked, in epoch milliseconds
   */
  public ContactState forgotten(long appendedAt) {
    return new ContactState(Math.max(at, appendedAt), saidAt, revision, null, null);
  }

  /** The bytes to keep. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(VERSION).number(at).octet(contact == null ? 0 : 1);
    if (contact != null) {
      out.text(contact.merchantId())
          .text(contact.displayName())
          .text(contact.language().name())
          .text(contact.zone().getId())
          .text(contact.phone())
          .text(contact.email())
          .text(contact.webhookUrl())
          .text(contact.webhookSecretRef());
      write(out, contact.robot());
      write(out, contact.wishes());
    }
    out.octet(revision == null ? 0 : 1);
    if (revision != null) {
      out.number(revision);
    }
    return out.text(content).time(saidAt).toBytes();
  }

  private static void write(StateWriter out, @Nullable Robot robot) {
    out.text(robot == null ? null : robot.kind().name());
    if (robot != null) {
      out.text(robot.url()).text(robot.secretRef());
    }
  }

  private static void write(StateWriter out, Wishes wishes) {
    out.count(wishes.channels().size());
    new TreeMap<>(wishes.channels())
        .forEach(
            (kind, channels) -> {
              out.text(kind).count(channels.size());
              channels.forEach(channel -> out.text(channel.name()));
            });
    QuietHours quiet = wishes.quiet();
    out.text(quiet == null ? null : quiet.from().toString());
    if (quiet != null) {
      out.text(quiet.to().toString()).count(quiet.days().size());
      quiet.days().stream().sorted().forEach(day -> out.text(day.name()));
    }
    out.text(wishes.digest() == null ? null : wishes.digest().at().toString());
  }

  /** The contact that was kept. */
  public static ContactState read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    long at = in.number();
    Contact contact = in.octet() == 0 ? null : contact(in);
    if (in.version() < WITH_WISHES) {
      return new ContactState(at, contact);
    }
    Long revision = in.octet() == 0 ? null : in.number();
    String content = in.optionalText();
    Instant saidAt = in.version() < WITH_SAID_AT ? null : in.optionalTime();
    return new ContactState(at, saidAt, revision, content, contact);
  }

  private static Contact contact(StateReader in) {
    return new Contact(
        in.text(),
        in.text(),
        in.one(Language.class),
        ZoneId.of(in.text()),
        in.optionalText(),
        in.optionalText(),
        in.optionalText(),
        in.optionalText(),
        in.version() < WITH_ROBOT ? null : robot(in),
        in.version() < WITH_WISHES ? Wishes.NONE : wishes(in));
  }

  private static @Nullable Robot robot(StateReader in) {
    String kind = in.optionalText();
    return kind == null ? null : new Robot(RobotKind.valueOf(kind), in.text(), in.optionalText());
  }

  private static Wishes wishes(StateReader in) {
    Map<String, List<Channel>> channels = new HashMap<>();
    for (int kinds = in.count(); kinds > 0; kinds--) {
      String kind = in.text();
      List<Channel> order = new ArrayList<>();
      for (int left = in.count(); left > 0; left--) {
        order.add(in.one(Channel.class));
      }
      channels.put(kind, order);
    }
    String from = in.optionalText();
    QuietHours quiet = from == null ? null : quiet(LocalTime.parse(from), in);
    String digest = in.optionalText();
    return new Wishes(
        channels, quiet, digest == null ? null : new DigestTime(LocalTime.parse(digest)));
  }

  private static QuietHours quiet(LocalTime from, StateReader in) {
    LocalTime to = LocalTime.parse(in.text());
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (int left = in.count(); left > 0; left--) {
      days.add(in.one(DayOfWeek.class));
    }
    return new QuietHours(from, to, days);
  }
}
