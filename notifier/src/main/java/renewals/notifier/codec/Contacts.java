package renewals.notifier.codec;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;
import renewals.v1.MerchantContact;

/** Contacts as the domain sees them: how merchants are reached. */
final class Contacts {

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
        contact.getWebhookSecretRef());
  }
}
