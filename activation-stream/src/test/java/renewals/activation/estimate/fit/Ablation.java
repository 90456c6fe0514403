package renewals.activation.estimate.fit;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an experiment does without: parts of the method, or of what it is told. */
enum Ablation {
  NOTHING("nothing"),
  WAITED_TIME("how long it has waited already"),
  CHANNELS("channels apart"),
  DOWNTIMES("the carrier's downtimes"),
  WORKING_WEEK("the carrier's week", MethodPart.WORKING_WEEK),
  CLOSED_HOURS_APART("what begins in closed hours apart", MethodPart.CLOSED_HOURS_APART),
  STILL_WAITING("those who still wait", MethodPart.STILL_WAITING),
  NEVER_PAID("how many never pay", MethodPart.NEVER_PAID),
  CHANGE_OF_PACE("changes of pace", MethodPart.CHANGE_OF_PACE),
  STRETCH("stretching the old shape", MethodPart.STRETCH),
  NEIGHBOURS("neighbouring bins", MethodPart.NEIGHBOURS),
  TAIL("the tail's own hazard", MethodPart.TAIL),
  PAYMENT_INSTANTS("twelve instants of payment", MethodPart.PAYMENT_INSTANTS),
  ALL("all of these", MethodPart.values());

  final String words;
  private final List<MethodPart> parts;

  Ablation(String words, MethodPart... parts) {
    this.words = words;
    this.parts = List.of(parts);
  }

  Set<MethodPart> parts() {
    return parts.isEmpty() ? Set.of() : EnumSet.copyOf(parts);
  }

  /** Whether what is told, not the method, is without this. */
  boolean isWithout(Ablation one) {
    return this == one || this == ALL;
  }
}
