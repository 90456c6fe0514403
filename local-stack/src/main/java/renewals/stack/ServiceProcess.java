package renewals.stack;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import renewals.cli.ServiceMain;
import renewals.kit.Settings;
import renewals.stack.process.ChildProcess;
import renewals.stack.process.ClassArchives;
import renewals.stack.process.InstalledFiles;
import renewals.stack.process.JavaChild;
import renewals.stack.process.Ports;
import renewals.stack.process.SettingsFile;
import renewals.stack.process.StartWatch;

/** One instance of one of our services as a child process. */
public final class ServiceProcess implements AutoCloseable {

  /** Jars of others that this process was started with. */
  private static final String EXTRA = "renewals.extra.classpath";

  private static final List<String> JVM =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private final ChildProcess process;
  private final int port;

  private ServiceProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts an instance; {@link #awaitReady} waits until it can work.
   *
   * @param name of the instance, for its log file
   * @param settings override what files and environment say; they go by a file that only this user
   *     can read, since everybody can read command lines
   * @param data the stack's folder
   * @param wantedPort HTTP port, 0 for a free one
   */
  public static ServiceProcess start(
      Service service, String name, Map<String, String> settings, Path data, int wantedPort) {
    return start(service, name, settings, data, wantedPort, Launch.USUAL);
  }

  /**
   * Likewise.
   *
   * @param launch what is unusual about its start
   */
  public static ServiceProcess start(
      Service service,
      String name,
      Map<String, String> settings,
      Path data,
      int wantedPort,
      Launch launch) {
    int port = Ports.take(wantedPort);
    Map<String, String> all = new TreeMap<>(settings);
    all.put(service.portSetting(), String.valueOf(port));
    return new ServiceProcess(
        ChildProcess.start(child(service, name, all, data, launch), data.resolve("logs")), port);
  }

  /** How to start it; writes its settings file. */
  public static JavaChild child(
      Service service, String name, Map<String, String> settings, Path data, Launch launch) {
    Path own = SettingsFile.write(data.resolve("settings"), name, settings);
    // A file that the user named holds for the services too.
    String files =
        Settings.load(settings)
            .text("settings.file")
            .map(named -> named + File.pathSeparator + own)
            .orElse(own.toString());
    List<String> options = new ArrayList<>(JVM);
    options.addAll(launch.jvmOptions());
    options.add("-Dsettings.file=" + files);
    List<String> classPath = classPathOf(service, launch);
    options.addAll(ClassArchives.options(service.command(), classPath));
    return new JavaChild(
        name,
        launch.wrapper(),
        options,
        classPath.isEmpty() ? launch.ownOrOtherClassPath() : classPath,
        classPath.isEmpty() ? launch.mainClass() : ServiceMain.class.getName(),
        List.of(service.command()));
  }

  /** The service's own libraries; empty for another build's, and where none were installed. */
  private static List<String> classPathOf(Service service, Launch launch) {
    Optional<Path> home = InstalledFiles.serviceHome(service.command());
    if (home.isEmpty() || !launch.classPath().isEmpty()) {
      return List.of();
    }
    List<String> classPath =
        new ArrayList<>(
            List.of(
                home.get().resolve("*").toString(),
                InstalledFiles.codeOf(ServiceMain.class).toString()));
    String named = System.getProperty(EXTRA, "");
    if (!named.isEmpty()) {
      classPath.add(named);
    }
    return classPath;
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() {
    awaitReady(StartWatch.usual());
  }

  /**
   * Likewise.
   *
   * @param watch how long that may take
   */
  public void awaitReady(StartWatch watch) {
    process.awaitAnswer(watch, URI.create(url() + "/health/ready"));
  }

  /** Base URL of its HTTP server. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Stops it in its tracks, as {@code kill -STOP} does, until {@link #resume}. */
  public void pause() {
    process.pause();
  }

  /** Lets it go on where {@link #pause} stopped it. */
  public void resume() {
    process.resume();
  }

  @Override
  public void close() {
    process.close();
  }
}
