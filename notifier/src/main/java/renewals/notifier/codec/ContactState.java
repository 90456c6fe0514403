package renewals.notifier.codec;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;

/**
 * A merchant's newest contact as it is kept.
 *
 * @param at append time of its record in milliseconds: an older one, come late through the wrong
 *     partition, must not replace it
 * @param contact null where the merchant took it back
 */
public record ContactState(long at, @Nullable Contact contact) {

  private static final int VERSION = 1;

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
    }
    return out.toBytes();
  }

  /** The contact that was kept. */
  public static ContactState read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    return new ContactState(in.number(), in.octet() == 0 ? null : contact(in));
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
        in.optionalText());
  }
}
