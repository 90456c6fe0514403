package renewals.notifier.codec.avro;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Wishes;
import renewals.notifier.domain.robot.Robot;
import renewals.notifier.domain.robot.RobotKind;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.domain.timing.QuietHours;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.Weekday;

/** Contacts as the domain sees them: how merchants are reached. */
final class Contacts {

  private static final int CONTENT_BYTES = 16;

  private Contacts() {}

  static List<Violation> violations(MerchantContact contact, Instant at) {
    return EventContract.check(contact, at);
  }

  /** The contact of a record without violations. */
  static Contact of(MerchantContact contact) {
    return new Contact(
        contact.getMerchantId(),
        contact.getDisplayName(),
        Language.of(contact.getLocale()),
        ZoneId.of(contact.getZone()),
        contact.getPhone(),
        contact.getEmail(),
        contact.getWebhookUrl(),
        contact.getWebhookSecretRef(),
        robot(contact.getRobot()),
        wishes(contact));
  }

  /** A digest of all that a record says, the same for the same content. */
  static String contentOf(MerchantContact contact) {
    byte[] json = EventJson.write(contact).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, CONTENT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  private static @Nullable Robot robot(renewals.v1.@Nullable Robot robot) {
    return robot == null
        ? null
        : new Robot(
            switch (robot.getKind()) {
              case WECOM -> RobotKind.WECOM;
              case DINGTALK -> RobotKind.DINGTALK;
              case FEISHU -> RobotKind.FEISHU;
              case OTHER ->
                  throw new IllegalArgumentException("robot.kind is OTHER, expected a known one");
            },
            robot.getUrl(),
            robot.getSecretRef());
  }

  private static Wishes wishes(MerchantContact contact) {
    String digest = contact.getDigest();
    return new Wishes(
        channels(contact.getPreferences()),
        quiet(contact.getQuiet()),
        digest == null ? null : new DigestTime(LocalTime.parse(digest)));
  }

  private static Map<String, List<Channel>> channels(
      @Nullable Map<String, List<NoticeChannel>> preferences) {
    Map<String, List<Channel>> channels = new HashMap<>();
    if (preferences != null) {
      preferences.forEach(
          (kind, order) -> channels.put(kind, order.stream().map(Contacts::channel).toList()));
    }
    return channels;
  }

  private static Channel channel(NoticeChannel channel) {
    return switch (channel) {
      case SMS -> Channel.SMS;
      case EMAIL -> Channel.EMAIL;
      case WEBHOOK -> Channel.WEBHOOK;
      case TERMINAL -> Channel.TERMINAL;
      case ROBOT -> Channel.ROBOT;
      case OTHER -> throw new IllegalArgumentException("channel is OTHER, expected a known one");
    };
  }

  private static @Nullable QuietHours quiet(renewals.v1.@Nullable QuietHours quiet) {
    return quiet == null
        ? null
        : new QuietHours(
            LocalTime.parse(quiet.getFrom()),
            LocalTime.parse(quiet.getTo()),
            quiet.getDays() == null ? EnumSet.allOf(DayOfWeek.class) : days(quiet.getDays()));
  }

  private static Set<DayOfWeek> days(List<Weekday> given) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Weekday day : given) {
      days.add(
          switch (day) {
            case MON -> DayOfWeek.MONDAY;
            case TUE -> DayOfWeek.TUESDAY;
            case WED -> DayOfWeek.WEDNESDAY;
            case THU -> DayOfWeek.THURSDAY;
            case FRI -> DayOfWeek.FRIDAY;
            case SAT -> DayOfWeek.SATURDAY;
            case SUN -> DayOfWeek.SUNDAY;
            case OTHER -> throw new IllegalArgumentException("day is OTHER, expected a known one");
          });
    }
    return days;
  }
}
