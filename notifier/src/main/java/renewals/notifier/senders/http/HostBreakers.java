package renewals.notifier.senders.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which hosts give no answer at all. After five tries in a row a host is tried by one notice at a
 * time, 30 s later, then twice as long, up to 10 minutes; any answer, whatever it says, ends that.
 * What isn't tried meanwhile is as if there had been no room: it counts as no try.
 *
 * <p>In memory of one instance: what is at stake is time, and whoever starts anew finds out anew.
 * Thread-safe.
 */
public final class HostBreakers {

  private static final int IN_A_ROW = 5;
  private static final int MOST_HOSTS = 10_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** When to come again while another notice is trying the host. */
  private static final Duration WHILE_TRIED = Duration.ofSeconds(30);

  private final Clock clock;
  private final ConcurrentMap<String, Silent> silent = new ConcurrentHashMap<>();

  /** One of a host that has just failed. */
  private record Silent(CircuitBreaker breaker, AtomicReference<Instant> until) {}

  /** None of them is silent yet. */
  public HostBreakers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether a host may be tried; then {@link #answered}, {@link #failed} or {@link #untried} must
   * follow.
   *
   * @return empty if so, else when to come again
   */
  public Optional<Instant> pausedUntil(String host) {
    Silent known = silent.get(host);
    if (known == null || known.breaker().tryAcquirePermission()) {
      return Optional.empty();
    }
    Instant soon = clock.instant().plus(WHILE_TRIED);
    Instant until = Objects.requireNonNull(known.until().get());
    return Optional.of(until.isAfter(soon) ? until : soon);
  }

  /** A host answered, whatever it said. */
  public void answered(String host) {
    silent.remove(host);
  }

  /** A host could not be reached, or gave no answer in time. */
  public void failed(String host) {
    Silent known = silent.get(host);
    if (known == null && silent.size() < MOST_HOSTS) {
      known = silent.computeIfAbsent(host, this::fresh);
    }
    if (known != null) {
      known.breaker().onError(0, TimeUnit.NANOSECONDS, new IOException("no answer"));
    }
  }

  /** A try that was allowed did not take place. */
  public void untried(String host) {
    Silent known = silent.get(host);
    if (known != null) {
      known.breaker().releasePermission();
    }
  }

  /** How many hosts are tried seldom, each counted for every merchant of whom it is so. */
  public int paused() {
    return (int)
        silent.values().stream()
            .filter(one -> one.breaker().getState() != CircuitBreaker.State.CLOSED)
            .count();
  }

  private Silent fresh(String host) {
    AtomicReference<Instant> until = new AtomicReference<>(Instant.EPOCH);
    IntervalFunction pauses = IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2, LONGEST_PAUSE);
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .clock(clock)
            .slidingWindow(IN_A_ROW, IN_A_ROW, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            .permittedNumberOfCallsInHalfOpenState(1)
            .maxWaitDurationInHalfOpenState(LONGEST_PAUSE)
            .waitIntervalFunctionInOpenState(
                attempt -> {
                  long millis = pauses.apply(attempt);
                  until.set(clock.instant().plusMillis(millis));
                  return millis;
                })
            .build();
    return new Silent(CircuitBreaker.of(host, config), until);
  }
}
