package renewals.provenance;

/** Whether who said a record may say it. */
public sealed interface Claim {

  /** It may be said, or nobody asks. */
  Claim ALLOWED = new Allowed();

  /** It is not known here who said it, perhaps not yet: to be asked again later. */
  Claim UNKNOWN = new Unknown();

  /** It may be said, or nobody asks. */
  record Allowed() implements Claim {}

  /** It is not that party's to say. */
  record Foreign(String text) implements Claim {}

  /** It is not known here who said it, perhaps not yet: to be asked again later. */
  record Unknown() implements Claim {}
}
