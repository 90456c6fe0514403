package renewals.bench.flink;

import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the job until it is told to end: the contender's name, then settings as {@code key=value}.
 */
public final class FlinkMain {

  private FlinkMain() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Map<String, String> given = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      String[] setting = args[i].split("=", 2);
      given.put(setting[0], setting[1]);
    }
    RenewalJob.run(JobSettings.of(args[0], given));
  }
}
