package renewals.parties.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renewals.parties.model.Binding;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Right;

/** What is in order for a service and still probably not meant. */
public final class Doubts {

  private static final Duration SOON = Duration.ofDays(30);

  private Doubts() {}

  /** All of them, a line each. */
  public static List<String> of(Parties parties, Instant now) {
    List<String> doubts = new ArrayList<>();
    for (Party party : parties.all()) {
      if (party.keys().stream().noneMatch(key -> key.period().includes(now))) {
        doubts.add("%s has no key that counts now".formatted(party.id()));
      }
      party.keys().forEach(key -> ending(party, key, now).ifPresent(doubts::add));
      party.may().forEach(right -> doubts.addAll(of(party, right)));
    }
    return doubts;
  }

  private static Optional<String> ending(Party party, PartyKey key, Instant now) {
    return key.period()
        .notAfter()
        .filter(end -> end.isAfter(now) && end.isBefore(now.plus(SOON)))
        .map(end -> "key %s of %s ends at %s".formatted(key.keyId(), party.id(), end));
  }

  private static List<String> of(Party party, Right right) {
    List<String> doubts = new ArrayList<>();
    for (Binding event : right.events()) {
      if (event.isSpokenBy("channelId") && right.channelIds().patterns().isEmpty()) {
        doubts.add(unbound(party, event, "channelIds"));
      }
      if (event.isSpokenBy("carrierId") && right.carrierIds().patterns().isEmpty()) {
        doubts.add(unbound(party, event, "carrierIds"));
      }
    }
    return doubts;
  }

  private static String unbound(Party party, Binding event, String field) {
    return "%s may send %s and no %s are named: nobody's"
        .formatted(party.id(), event.eventName(), field);
  }
}
