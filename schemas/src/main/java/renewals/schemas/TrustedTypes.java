package renewals.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make our event types. Since 1.12.2 it makes no class that a schema names, unless the
 * class is trusted; we trust {@code renewals.v1} and nothing else, beside what was trusted before.
 */
public final class TrustedTypes {

  private static final String EVENTS = "renewals.v1";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> EVENTS.equals(type.getPackageName())));
  }

  private TrustedTypes() {}

  /** Makes sure that it is so. Whoever hands bytes or schemas to Avro calls it first. */
  public static void install() {
    // done once, when the class is loaded
  }
}
