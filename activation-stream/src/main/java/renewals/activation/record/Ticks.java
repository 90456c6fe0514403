package renewals.activation.record;

import java.time.Duration;

/**
 * How often what is due is looked at.
 *
 * @param every from one look to the next
 * @param most how many timers one look fires; the next goes on
 */
public record Ticks(Duration every, int most) {}
