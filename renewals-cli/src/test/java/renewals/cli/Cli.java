package renewals.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command in this JVM and keeps what it printed. */
public final class Cli {

  /** What a command left behind. */
  public record Outcome(int exit, String out, String err) {
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  private Cli() {}

  /** Runs a command with settings given as options. */
  public static Outcome run(Map<String, String> settings, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> args = new ArrayList<>(List.of(words));
    settings.forEach((name, value) -> args.add("-D%s=%s".formatted(name, value)));
    int exit = line.execute(args.toArray(String[]::new));
    return new Outcome(exit, out.toString(), err.toString());
  }

  /** Likewise, with what is logged meanwhile: a user sees both on his terminal. */
  public static Outcome runWithLog(Map<String, String> settings, String... words) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      Outcome outcome = run(settings, words);
      return new Outcome(
          outcome.exit(), outcome.out(), outcome.err() + log.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
