package renewals.cli.call;

/**
 * Whether somebody watches. Java cannot tell the streams apart before 22, so the launcher says
 * which of them lead to a terminal.
 */
public final class Terminal {

  private Terminal() {}

  /** Whether standard output leads to a terminal that can move its cursor. */
  public static boolean isOut() {
    return Boolean.getBoolean("renewals.terminal.out") && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether standard error leads to a terminal that can move its cursor. */
  public static boolean isErr() {
    return Boolean.getBoolean("renewals.terminal.err") && !"dumb".equals(System.getenv("TERM"));
  }
}
