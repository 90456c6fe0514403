package renewals.stack.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import renewals.kit.OwnerOnly;
import renewals.kit.SettingException;

/**
 * Keeps sandboxes and other stacks apart: times of a clock that was moved must never lie beside
 * true ones.
 */
public final class SandboxFolder {

  /** The mark's name in a data folder. */
  static final String MARK = "sandbox";

  private SandboxFolder() {}

  /**
   * Demands of a folder that it was made for what it is used for now; an empty one is made so.
   *
   * @param option as the user names it
   * @param isEmpty whether nothing of a stack lies there
   * @throws SettingException it is a sandbox's and should not be, or the other way round
   */
  public static void demand(String option, Path data, boolean isEmpty, boolean isSandbox) {
    Path mark = data.resolve(MARK);
    boolean isMarked = Files.exists(mark);
    if (isEmpty && isSandbox) {
      mark(mark);
    } else if (isSandbox && !isMarked) {
      throw new SettingException(
          option,
          data.toString(),
          "a folder that --sandbox made, since its clock is moved; another one, or --fresh begins"
              + " anew and deletes what lies there");
    } else if (!isSandbox && isMarked) {
      throw new SettingException(
          option, data.toString(), "--sandbox as well, since a sandbox lies there; or another one");
    }
  }

  private static void mark(Path mark) {
    try {
      Files.write(OwnerOnly.file(mark), List.of("A sandbox: times in it are made up."));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + mark, e);
    }
  }
}
