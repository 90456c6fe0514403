package renewals.activation.estimate.model;

/** What an estimate rests on, the most particular first. */
public enum Basis {
  CARRIER_AND_CHANNEL(0, "carrier and channel"),
  CARRIER(1, "carrier"),
  ALL(2, "all"),
  DEFAULT(3, "default");

  private final int storedNumber;
  private final String wireName;

  Basis(int storedNumber, String wireName) {
    this.storedNumber = storedNumber;
    this.wireName = wireName;
  }

  /** Its number in stored forms, from 0 without gaps; given once and never again. */
  public int storedNumber() {
    return storedNumber;
  }

  /** As it stands in expectedUsable.basis. */
  public String wireName() {
    return wireName;
  }
}
