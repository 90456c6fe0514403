package renewals.cli.topics;

/**
 * A subject whose schema is registered.
 *
 * @param schemaId of the schema in force
 */
public record SubjectState(String subject, int schemaId) {

  /** What is demanded of every subject. */
  public static final String COMPATIBILITY = "FULL_TRANSITIVE";

  /** One line for people. */
  @Override
  public String toString() {
    return "%-26s schema %d, %s".formatted(subject, schemaId, COMPATIBILITY);
  }
}
