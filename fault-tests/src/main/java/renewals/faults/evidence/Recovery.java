package renewals.faults.evidence;

import java.time.Duration;

/**
 * How the pipeline went on after a fault was put right.
 *
 * @param fault which, for people
 * @param kind its kind's name
 * @param usable until a new renewal in each partition was usable
 * @param told until its merchant had been told
 * @param load of the machine at the end of it, as its load average over a minute
 */
public record Recovery(String fault, String kind, Duration usable, Duration told, double load) {}
