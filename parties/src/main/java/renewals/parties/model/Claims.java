package renewals.parties.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventType;

/**
 * Whether a party may say an event: one of its rights must fit as a whole.
 *
 * <p>Source: partners, "The file".
 */
public final class Claims {

  private static final String AMOUNT_DUE = "amountDue";

  private Claims() {}

  /**
   * What stands against it.
   *
   * @param event keeps the contract
   * @param time as of which rights are judged
   * @return the first field that no right fits; empty if the party may say it
   */
  public static Optional<Objection> objection(Party party, SpecificRecord event, Instant time) {
    String name = EventType.of(event).wireName();
    List<Right> rights = party.may().stream().filter(right -> right.holdsAt(time)).toList();
    Optional<Binding> binding = Binding.named(name);
    List<Right> fitting =
        rights.stream()
            .filter(right -> binding.isPresent() && right.events().contains(binding.get()))
            .toList();
    if (binding.isEmpty() || fitting.isEmpty()) {
      return Optional.of(Objection.of("type", name, party.id(), "may send " + eventsOf(rights)));
    }
    return bound(party, event, binding.get(), fitting);
  }

  /** What stands against the removal of a contact, which is an event without fields. */
  public static Optional<Objection> objectionToRemoval(
      Party party, String merchantId, Instant time) {
    List<Right> fitting =
        party.may().stream()
            .filter(right -> right.holdsAt(time))
            .filter(right -> right.events().contains(Binding.MERCHANT_CONTACT))
            .toList();
    if (fitting.isEmpty()) {
      String may = "may send " + eventsOf(party.may());
      return Optional.of(
          Objection.of("type", Binding.MERCHANT_CONTACT.eventName(), party.id(), may));
    }
    return ofMerchant(party, merchantId, fitting);
  }

  /**
   * What stands against an event that a payment channel's own callback says: it may say payments of
   * its channel and nothing else.
   *
   * <p>Source: partners, "Native callbacks of payment channels".
   */
  public static Optional<Objection> objectionToCallback(String channelId, SpecificRecord event) {
    String name = EventType.of(event).wireName();
    if (!name.equals(Binding.PAYMENT.eventName())) {
      return Optional.of(ofNoPayment(channelId, name));
    }
    String given = textOf(event, Binding.CHANNEL);
    return given.equals(channelId)
        ? Optional.empty()
        : Optional.of(
            Objection.of(
                Binding.CHANNEL,
                given,
                Identifiers.CALLBACK + channelId,
                "may speak for " + channelId));
  }

  /** What stands against the removal of a contact that such a callback says. */
  public static Objection objectionToCallbacksRemoval(String channelId) {
    return ofNoPayment(channelId, Binding.MERCHANT_CONTACT.eventName());
  }

  private static Objection ofNoPayment(String channelId, String eventName) {
    return Objection.of(
        "type",
        eventName,
        Identifiers.CALLBACK + channelId,
        "may send " + Binding.PAYMENT.eventName());
  }

  private static Optional<Objection> bound(
      Party party, SpecificRecord event, Binding binding, List<Right> rights) {
    List<Right> left = rights;
    if (binding.binds(Binding.CHANNEL)) {
      String given = textOf(event, Binding.CHANNEL);
      List<Right> fitting = keep(left, right -> right.channelIds().include(given));
      if (fitting.isEmpty()) {
        return foreign(party, Binding.CHANNEL, given, left, Right::channelIds);
      }
      left = fitting;
    }
    if (binding.binds(Binding.CARRIER)) {
      String given = textOf(event, Binding.CARRIER);
      List<Right> fitting = keep(left, right -> right.carrierIds().include(given));
      if (fitting.isEmpty()) {
        return foreign(party, Binding.CARRIER, given, left, Right::carrierIds);
      }
      left = fitting;
    }
    if (binding.binds(Binding.MERCHANT)) {
      String given = textOf(event, Binding.MERCHANT);
      Optional<Objection> objection = ofMerchant(party, given, left);
      if (objection.isPresent()) {
        return objection;
      }
      left = keep(left, right -> includesMerchant(right, given));
    }
    return isGift(event) && left.stream().noneMatch(Right::gifts)
        ? Optional.of(
            Objection.of(AMOUNT_DUE, "0", party.id(), "may not ask for renewals that cost nothing"))
        : Optional.empty();
  }

  private static Optional<Objection> ofMerchant(Party party, String given, List<Right> rights) {
    if (rights.stream().anyMatch(right -> includesMerchant(right, given))) {
      return Optional.empty();
    }
    return foreign(
        party, Binding.MERCHANT, given, rights, right -> right.merchantIds().orElse(Names.of()));
  }

  private static boolean includesMerchant(Right right, String merchantId) {
    return right.merchantIds().isEmpty() || right.merchantIds().get().include(merchantId);
  }

  private static Optional<Objection> foreign(
      Party party, String field, String given, List<Right> rights, Function<Right, Names> names) {
    String may = "may speak for " + Names.list(rights.stream().map(names).toList());
    return Optional.of(Objection.of(field, given, party.id(), may));
  }

  private static List<Right> keep(List<Right> rights, Predicate<Right> fits) {
    return rights.stream().filter(fits).toList();
  }

  private static String eventsOf(List<Right> rights) {
    String names =
        rights.stream()
            .flatMap(right -> right.events().stream())
            .map(Binding::eventName)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "nothing" : names;
  }

  private static String textOf(SpecificRecord event, String field) {
    return String.valueOf(valueOf(event, field));
  }

  private static boolean isGift(SpecificRecord event) {
    return valueOf(event, AMOUNT_DUE) instanceof IndexedRecord money
        && valueOf(money, "minorUnits") instanceof Long units
        && units == 0;
  }

  private static @Nullable Object valueOf(IndexedRecord record, String name) {
    var field = record.getSchema().getField(name);
    return field == null ? null : record.get(field.pos());
  }
}
