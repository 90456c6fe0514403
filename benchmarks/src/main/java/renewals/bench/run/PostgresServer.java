package renewals.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import renewals.bench.load.BenchException;

/**
 * A PostgreSQL of the benchmark's own in a temporary folder: loopback only, durable commits, and as
 * much memory and log as one gives a database that writes all day. It ends with this process, since
 * its shell waits for the end of its standard input.
 *
 * <p>Long because it installs, starts, asks and stops a server that has no Java client of that
 * kind.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Path SHARED_TEMPORARY = Path.of("/var/tmp");
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "bench";
  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 30;
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "wal_compression=on",
          "shared_buffers=512MB",
          "max_wal_size=8GB",
          "checkpoint_timeout=15min",
          "max_connections=30",
          "random_page_cost=1.1");

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Where PostgreSQL's programs are, the newest of several; empty: not installed. */
  public static Optional<Path> programs() {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString));
    } catch (IOException e) {
      throw new BenchException("cannot read " + DEBIAN, e);
    }
  }

  /** Makes a cluster and starts it; returns once it takes connections. */
  public static PostgresServer start() {
    Path bin = programs().orElseThrow(() -> new BenchException("found no PostgreSQL in " + DEBIAN));
    Path folder = newFolder();
    Path data = folder.resolve("data");
    Path log = folder.resolve("log");
    try {
      runToEnd(
          asUser(
              "%s/initdb -D %s -U %s -A trust -E UTF8 --locale=C >%s 2>&1"
                  .formatted(bin, data, USER, log)),
          log);
      int port = freePort();
      StringBuilder options = new StringBuilder();
      for (String setting : SETTINGS) {
        options.append(" -c ").append(setting);
      }
      String server =
          "%s/postgres -D %s -p %d -k %s%s >>%s 2>&1 </dev/null & server=$!; cat >/dev/null;"
              .formatted(bin, data, port, folder, options, log);
      Process process =
          new ProcessBuilder(asUser(server + " kill -INT $server; wait $server"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      PostgresServer started = new PostgresServer(folder, process, port);
      started.awaitConnections();
      return started;
    } catch (IOException e) {
      throw new BenchException("PostgreSQL could not be started: " + e, e);
    }
  }

  /** A new database; its figures begin at zero. */
  Beside database(String name) {
    execute("CREATE DATABASE " + name);
    Duration cpuBefore = cpu();
    long logBefore = logPosition();
    return new Beside() {
      @Override
      public Map<String, String> settings() {
        return Map.of("bench.postgres.url", url(name));
      }

      @Override
      public Duration cpu() {
        return PostgresServer.this.cpu().minus(cpuBefore);
      }

      @Override
      public long durableBytes(long until) {
        return logPosition() - logBefore;
      }

      @Override
      public void close() {
        execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
      }
    };
  }

  /** URL of a database, without a password: whoever may use this machine's loopback may connect. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER);
  }

  /** Runs one statement as the owner of everything. */
  public void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new BenchException("PostgreSQL refused '%s': %s".formatted(sql, e.getMessage()), e);
    }
  }

  private long logPosition() {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new BenchException("PostgreSQL's log has no position: " + e.getMessage(), e);
    }
  }

  private Duration cpu() {
    return ProcessUse.cpuOfTree(process.pid());
  }

  private void awaitConnections() {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try (Connection connection = DriverManager.getConnection(url("postgres"))) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - end > 0 || !process.isAlive()) {
          close();
          throw new BenchException("PostgreSQL did not start: " + e.getMessage(), e);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new BenchException("interrupted while PostgreSQL started", e);
      }
    }
  }

  /** PostgreSQL will not run as root: there it runs as the user that Debian made for it. */
  private static List<String> asUser(String command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    words.addAll(List.of("/bin/sh", "-c", command));
    return words;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory(temporary(), "renewals-postgres");
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("postgres"));
      }
      return folder;
    } catch (IOException e) {
      throw new BenchException("no folder for PostgreSQL: " + e, e);
    }
  }

  /**
   * PostgreSQL runs as its own user where this is root, and a root's temporary folder may be
   * closed.
   */
  private static Path temporary() throws IOException {
    Path usual = Path.of(System.getProperty("java.io.tmpdir"));
    boolean open =
        !isRoot()
            || Files.getPosixFilePermissions(usual).contains(PosixFilePermission.OTHERS_EXECUTE);
    return open ? usual : SHARED_TEMPORARY;
  }

  private static void runToEnd(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
          throw new BenchException("initdb failed: " + lines.readLine());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new BenchException("interrupted while a database was made", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends it and deletes its folder, even where its thread was told to stop. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      RunFolder.delete(folder);
    } catch (IOException e) {
      throw new BenchException("PostgreSQL did not stop: " + e, e);
    } catch (InterruptedException e) {
      interrupted = true;
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
