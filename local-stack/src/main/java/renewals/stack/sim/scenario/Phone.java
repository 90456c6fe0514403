package renewals.stack.sim.scenario;

/**
 * A merchant's phone.
 *
 * @param number in E.164
 * @param habit what becomes of an SMS to it
 */
public record Phone(String number, Habit habit) {

  /** What all made-up numbers begin with, and no others that are made up. */
  public static final String PREFIX = "+86139000";

  /** What becomes of an SMS. */
  public enum Habit {
    /** It comes, and the operator reports so. */
    READS,
    /** The phone is switched off: the operator reports that it can't be delivered. */
    OFF,
    /** The operator takes it and reports nothing, ever. */
    SILENT
  }

  static Phone of(int merchant, Habit habit) {
    return new Phone("%s%05d".formatted(PREFIX, merchant), habit);
  }
}
