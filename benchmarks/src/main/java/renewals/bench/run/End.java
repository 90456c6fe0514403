package renewals.bench.run;

import java.time.Duration;
import java.util.Optional;
import renewals.bench.result.Findings;

/**
 * How a run stood when nothing more came.
 *
 * @param at when its outputs last grew, in epoch milliseconds
 * @param application processor time of the contender since its start, before its answers were read
 * @param broker that of the broker
 * @param applicationThreads what compilers and collector have of the contender's, at that moment
 * @param brokerThreads likewise of the broker's
 * @param findings what the oracle says of its answers
 */
public record End(
    long at,
    Duration application,
    Duration broker,
    Optional<ThreadUse> applicationThreads,
    Optional<ThreadUse> brokerThreads,
    Findings findings) {}
