package renewals.activation.estimate.fit;

import java.util.EnumSet;
import java.util.Set;

/** What an experiment does without: parts of the method, or of what it is told. */
enum Ablation {
  NOTHING("nothing"),
  WAITED_TIME("how long it has waited already"),
  CHANNELS("channels apart"),
  DOWNTIMES("the carrier's downtimes"),
  WORKING_WEEK("the carrier's week"),
  CLOSED_HOURS_APART("what begins in closed hours apart"),
  STILL_WAITING("those who still wait"),
  NEVER_PAID("how many never pay"),
  CHANGE_OF_PACE("changes of pace"),
  STRETCH("stretching the old shape"),
  PAYMENT_INSTANTS("twelve instants of payment"),
  ALL("all of these");

  final String words;

  Ablation(String words) {
    this.words = words;
  }

  /** The part of the method that bears this name, if one does. */
  Set<MethodPart> parts() {
    Set<MethodPart> parts = EnumSet.allOf(MethodPart.class);
    parts.removeIf(part -> this != ALL && !part.name().equals(name()));
    return parts;
  }

  /** Whether what is told, not the method, is without this. */
  boolean isWithout(Ablation one) {
    return this == one || this == ALL;
  }
}
