package renewals.portal.merchant;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.schemas.query.QueryResponses;

/** What a renewal's timeline says of what happened. */
record RenewalHistory(QueryResponses.Renewal renewal) {

  /** What went back in all, as it was said last. */
  Optional<QueryResponses.Money> givenBack() {
    return renewal.timeline().reversed().stream()
        .filter(line -> line.what().equals("REFUNDED") || line.what().equals("REVERSED"))
        .findFirst()
        .flatMap(line -> Optional.ofNullable(line.amount()));
  }

  boolean happened(String what) {
    return renewal.timeline().stream().anyMatch(line -> line.what().equals(what));
  }

  boolean lastIs(String what) {
    return !renewal.timeline().isEmpty() && renewal.timeline().getLast().what().equals(what);
  }

  @Nullable String lastReasonOf(String what) {
    return renewal.timeline().reversed().stream()
        .filter(line -> line.what().equals(what))
        .findFirst()
        .flatMap(line -> Optional.ofNullable(line.reason()))
        .orElse(null);
  }
}
