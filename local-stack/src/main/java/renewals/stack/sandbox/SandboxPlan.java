package renewals.stack.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sandbox shall be.
 *
 * @param port of {@code /test/clock} on the loopback address, 0 for a free one
 * @param clock what its clock shall say when it is ready; empty for the wall's time, or in a folder
 *     of an earlier run the time of that
 */
public record SandboxPlan(int port, Optional<Instant> clock) {}
