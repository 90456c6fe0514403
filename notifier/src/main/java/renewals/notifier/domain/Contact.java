package renewals.notifier.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Wishes wishes) {

  /** One who has no wishes. */
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
      case TERMINAL, ROBOT -> Optional.empty();
    };
  }

  /** When he may be told again, if at that moment it is quiet for what isn't urgent. */
  public Optional<Instant> quietUntil(Kind kind, Instant moment) {
    return kind.isUrgent() || wishes.quiet() == null
        ? Optional.empty()
        : wishes.quiet().endIfQuiet(moment, zone);
  }

  /** When he may not be told any more, as it is quiet then; empty where that never comes. */
  public Optional<Instant> nextQuiet(Kind kind, Instant moment) {
    return kind.isUrgent() || wishes.quiet() == null
        ? Optional.empty()
        : wishes.quiet().nextBegin(moment, zone);
  }

  /** Whether there is any address at all. */
  public boolean isReachable() {
    return phone != null || email != null || webhookUrl != null;
  }

  /** Names the merchant only: addresses are not for logs. */
  @Override
  public String toString() {
    return "Contact[" + merchantId + "]";
  }
}
