package renewals.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import renewals.faults.fault.Kind;

/**
 * What an experiment shall be.
 *
 * @param under how long load and faults go on
 * @param rate renewals a second
 * @param seed of stories and faults
 * @param only the kinds of faults
 * @param instances of each service
 * @param partitions of each topic
 * @param data folder of data and logs
 * @param reports folder of the report
 * @param blunder what the oracle is to be tried with
 */
record RunPlan(
    Duration under,
    double rate,
    long seed,
    Set<Kind> only,
    int instances,
    int partitions,
    Path data,
    Path reports,
    Blunder blunder) {

  int renewals() {
    return Math.max(1, (int) (rate * under.toSeconds()));
  }
}
