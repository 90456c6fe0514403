package renewals.notifier.codec.avro;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.provenance.Claim;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.v1.Activation;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeResult;
import renewals.v1.RenewalUpdate;

/** Tells what a record is, and never throws for bytes that are not what they should be. */
public final class InboundReader {

  private final WireReader<Activation> activations;
  private final WireReader<RenewalUpdate> updates;
  private final WireReader<MerchantContact> contacts;
  private final WireReader<NoticeResult> results;
  private final RecordProvenance provenance;

  /**
   * A reader.
   *
   * @param provenance judges whether who said a contact may say it
   */
  public InboundReader(SchemaRegistry registry, RecordProvenance provenance) {
    this.activations = new WireReader<>(registry, new Activation());
    this.updates = new WireReader<>(registry, new RenewalUpdate());
    this.contacts = new WireReader<>(registry, new MerchantContact());
    this.results = new WireReader<>(registry, new NoticeResult());
    this.provenance = provenance;
  }

  /** What the record turns out to be. An oversized one is not looked into. */
  public Reading read(SourceRecord record) {
    byte[] key = record.key();
    if (record.isOversized()) {
      return new Reading.Dead(
          DeadReason.INVALID,
          "record is larger than expected: key, value and headers of at most %d bytes"
              .formatted(Topics.MAX_RECORD_BYTES),
          Stage.READ);
    }
    if (key == null) {
      return new Reading.Dead(
          DeadReason.KEY_MISMATCH, "key is nothing, expected the merchantId", Stage.CHECK);
    }
    try {
      return record.topic().equals(Topics.MERCHANT_CONTACTS.name())
          ? contact(record, key)
          : own(record, key);
    } catch (UnreadableException e) {
      return new Reading.Dead(DeadReason.UNREADABLE, messageOf(e), Stage.READ);
    } catch (UnknownSchemaException e) {
      return new Reading.Dead(DeadReason.UNKNOWN_SCHEMA, messageOf(e), Stage.READ);
    } catch (RegistryUnavailableException e) {
      return new Reading.NotYet(messageOf(e));
    }
  }

  private Reading own(SourceRecord record, byte[] key) {
    byte[] value = record.value();
    if (value == null) {
      return new Reading.Dead(DeadReason.INVALID, "value is null, expected an event", Stage.READ);
    }
    if (record.topic().equals(Topics.RENEWAL_ACTIVATIONS.name())) {
      Activation activation = activations.read(value);
      return keyed(key, activation.getMerchantId(), NotificationTriggers.of(activation));
    }
    if (record.topic().equals(Topics.RENEWAL_UPDATES.name())) {
      RenewalUpdate update = updates.read(value);
      String merchantId = update.getMerchantId();
      return merchantId == null
          ? new Reading.ForOperators()
          : keyed(key, merchantId, NotificationTriggers.of(update, merchantId));
    }
    if (record.topic().equals(Topics.NOTICE_RESULTS.name())) {
      NoticeResult result = results.read(value);
      String reference = result.getReference();
      return reference != null && isKey(key, reference)
          ? Results.ofReference(reference, result)
          : keyed(key, result.getMerchantId(), Results.reading(result));
    }
    throw new IllegalStateException("no reader for topic " + record.topic());
  }

  private Reading contact(SourceRecord record, byte[] key) {
    String merchantId = new String(key, StandardCharsets.UTF_8);
    if (!EventContract.isId(merchantId)) {
      return mismatch(key, "of 1 to 64 characters of A-Z a-z 0-9 _ . : -");
    }
    byte[] value = record.value();
    if (value == null) {
      Reading gone = new Reading.ContactGone(merchantId, saidAt(record));
      return claimed(provenance.claimOfRemoval(record, merchantId), gone);
    }
    MerchantContact contact = contacts.read(value);
    if (!isKey(key, contact.getMerchantId())) {
      return mismatch(key, contact.getMerchantId());
    }
    List<Violation> unknown = EventContract.unknownSymbols(contact);
    if (!unknown.isEmpty()) {
      return new Reading.Dead(
          DeadReason.UNKNOWN_SYMBOL, String.join("; ", texts(unknown)), Stage.CHECK);
    }
    List<Violation> violations =
        Contacts.violations(contact, Instant.ofEpochMilli(record.appendedAt()));
    return violations.isEmpty()
        ? claimed(
            provenance.claim(record, contact),
            new Reading.ContactGiven(
                Contacts.of(contact),
                contact.getRevision(),
                Contacts.contentOf(contact),
                saidAt(record)))
        : new Reading.Dead(DeadReason.INVALID, String.join("; ", texts(violations)), Stage.CHECK);
  }

  private static Reading claimed(Claim claim, Reading reading) {
    return switch (claim) {
      case Claim.Allowed allowed -> reading;
      case Claim.Foreign foreign ->
          new Reading.Dead(DeadReason.FOREIGN_CLAIM, foreign.text(), Stage.CHECK);
      case Claim.Unknown unknown -> new Reading.NotYet("who said it is not known yet");
    };
  }

  private @Nullable Instant saidAt(SourceRecord record) {
    return provenance.saidAt(record).orElse(null);
  }

  private static Reading keyed(byte[] key, String merchantId, Reading reading) {
    return isKey(key, merchantId) ? reading : mismatch(key, merchantId);
  }

  private static boolean isKey(byte[] key, String merchantId) {
    return Arrays.equals(key, merchantId.getBytes(StandardCharsets.UTF_8));
  }

  private static Reading mismatch(byte[] key, String merchantId) {
    return new Reading.Dead(
        DeadReason.KEY_MISMATCH,
        new Violation("key", new String(key, StandardCharsets.UTF_8), "merchantId " + merchantId)
            .toString(),
        Stage.CHECK);
  }

  private static List<String> texts(List<Violation> violations) {
    return violations.stream().map(Violation::toString).toList();
  }

  private static String messageOf(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
