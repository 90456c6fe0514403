package renewals.bench.intake;

/** By what a request shows who sends it. */
enum Credential {
  NONE("none"),
  TOKEN("token"),
  ED25519("Ed25519");

  private final String label;

  Credential(String label) {
    this.label = label;
  }

  /** In a table. */
  String label() {
    return label;
  }
}
