package renewals.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import renewals.faults.fault.Kind;

/**
 * What an experiment shall be.
 *
 * @param under how long load and faults go on
 * @param faults how many there shall be at least, with load or without
 * @param together how many fall together at most
 * @param rate renewals a second
 * @param seed of stories and faults
 * @param only the kinds of faults
 * @param previous class path of the build that the instances begin with; empty for the present
 * @param secure whether everybody has to say who he is
 * @param instances of each service
 * @param partitions of each topic
 * @param data folder of data and logs
 * @param reports folder of the report
 * @param startWithin how long the cluster may take to start
 * @param blunder what the oracle is to be tried with
 */
record RunPlan(
    Duration under,
    int faults,
    int together,
    double rate,
    long seed,
    Set<Kind> only,
    List<String> previous,
    boolean secure,
    int instances,
    int partitions,
    Path data,
    Path reports,
    Duration startWithin,
    Blunder blunder) {

  int renewals() {
    return Math.max(1, (int) (rate * under.toSeconds()));
  }
}
