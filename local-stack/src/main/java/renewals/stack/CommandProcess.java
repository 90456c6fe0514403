package renewals.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import renewals.stack.process.ChildProcess;
import renewals.stack.process.JavaChild;
import renewals.stack.process.SettingsFile;
import renewals.stack.process.StartWatch;

/** A command of a build, such as {@code topics}, which ends by itself. */
public final class CommandProcess {

  private CommandProcess() {}

  /**
   * Runs it to its end.
   *
   * @param name for its log and settings file
   * @param data the stack's folder
   * @param launch of which build it is
   * @throws renewals.stack.process.StackException it failed, or took too long
   */
  public static void run(
      String command,
      String name,
      Map<String, String> settings,
      Path data,
      Launch launch,
      StartWatch watch) {
    Path own = SettingsFile.write(data.resolve("settings"), name, settings);
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    options.addAll(launch.jvmOptions());
    options.add("-Dsettings.file=" + own);
    JavaChild child =
        new JavaChild(
            name,
            launch.wrapper(),
            options,
            launch.ownOrOtherClassPath(),
            launch.mainClass(),
            List.of(command));
    ChildProcess.start(child, data.resolve("logs")).awaitSuccess(watch);
  }
}
