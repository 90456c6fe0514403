package renewals.activation.estimate;

/**
 * What an estimate rests on, the most particular first. The order is part of the stored form: add
 * at the end only.
 */
public enum Basis {
  CARRIER_AND_CHANNEL("carrier and channel"),
  CARRIER("carrier"),
  ALL("all"),
  DEFAULT("default");

  private final String wireName;

  Basis(String wireName) {
    this.wireName = wireName;
  }

  /** As it stands in expectedUsable.basis. */
  public String wireName() {
    return wireName;
  }
}
