package renewals.notifier.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.robot.Robot;
import renewals.notifier.domain.timing.QuietHours;

/** How a merchant is reached, and in which language and zone he reads. */
public record Contact(
    String merchantId,
    String displayName,
    Language language,
    ZoneId zone,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String webhookUrl,
    @Nullable String webhookSecretRef,
    @Nullable Robot robot,
    Wishes wishes) {

  /** When campaigns aren't told. Source: rules, "What becomes of a card between renewals". */
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class));

  /** Quiet hours and nights may leave no moment: it is looked at anew after so many in a row. */
  private static final int MOST_SPELLS = 16;

  /** One who has no robot. */
  public Contact(
      String merchantId,
      String displayName,
      Language language,
      ZoneId zone,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String webhookUrl,
      @Nullable String webhookSecretRef,
      Wishes wishes) {
    this(
        merchantId,
        displayName,
        language,
        zone,
        phone,
        email,
        webhookUrl,
        webhookSecretRef,
        null,
        wishes);
  }

  /** One who has neither robot nor wishes. */
  public Contact(
      String merchantId,
      String displayName,
      Language language,
      ZoneId zone,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String webhookUrl,
      @Nullable String webhookSecretRef) {
    this(
        merchantId,
        displayName,
        language,
        zone,
        phone,
        email,
        webhookUrl,
        webhookSecretRef,
        Wishes.NONE);
  }

  /** Where notices of a channel go, if he has such an address. */
  public Optional<Address> address(Channel channel) {
    return switch (channel) {
      case SMS -> Optional.ofNullable(phone).map(to -> new Address(to, null));
      case EMAIL -> Optional.ofNullable(email).map(to -> new Address(to, null));
      case WEBHOOK -> Optional.ofNullable(webhookUrl).map(to -> new Address(to, webhookSecretRef));
      case ROBOT -> Optional.ofNullable(robot).map(Address::of);
      case TERMINAL -> Optional.empty();
    };
  }

  /** When he may be told again, if at that moment it is quiet for what isn't urgent. */
  public Optional<Instant> quietUntil(Kind kind, Instant moment) {
    Instant end = moment;
    for (int spells = 0; spells < MOST_SPELLS; spells++) {
      Instant from = end;
      Optional<Instant> further =
          quietFor(kind).flatMap(hours -> hours.endIfQuiet(from, zone).stream()).findFirst();
      if (further.isEmpty()) {
        break;
      }
      end = further.get();
    }
    return end.equals(moment) ? Optional.empty() : Optional.of(end);
  }

  /** When he may not be told any more, as it is quiet then; empty where that never comes. */
  public Optional<Instant> nextQuiet(Kind kind, Instant moment) {
    return quietFor(kind)
        .flatMap(hours -> hours.nextBegin(moment, zone).stream())
        .min(Comparator.naturalOrder());
  }

  /** What he wishes, and what is never told at night. */
  private Stream<QuietHours> quietFor(Kind kind) {
    Stream<QuietHours> wished =
        kind.isUrgent() ? Stream.empty() : Stream.ofNullable(wishes.quiet());
    return kind.isForTheDay() ? Stream.concat(wished, Stream.of(NIGHT)) : wished;
  }

  /** Whether there is any address at all. */
  public boolean isReachable() {
    return phone != null || email != null || webhookUrl != null || robot != null;
  }

  /** Names the merchant only: addresses are not for logs. */
  @Override
  public String toString() {
    return "Contact[" + merchantId + "]";
  }
}
