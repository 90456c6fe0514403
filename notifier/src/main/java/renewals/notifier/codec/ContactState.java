package renewals.notifier.codec;

import java.time.ZoneId;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;

/** Contacts as they are kept. */
public final class ContactState {

  private static final int VERSION = 1;

  private ContactState() {}

  /** The bytes to keep. */
  public static byte[] write(Contact contact) {
    return new Pack(VERSION)
        .text(contact.merchantId())
        .text(contact.displayName())
        .text(contact.language().name())
        .text(contact.zone().getId())
        .text(contact.phone())
        .text(contact.email())
        .text(contact.webhookUrl())
        .text(contact.webhookSecretRef())
        .toBytes();
  }

  /** The contact that was kept. */
  public static Contact read(byte[] bytes) {
    Unpack in = new Unpack(bytes, VERSION);
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
