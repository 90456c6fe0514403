package renewals.notifier.topology.standing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.TriggerState;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.standing.Aspect;
import renewals.notifier.domain.standing.StillTrue;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;

/**
 * What holds of merchants' renewals: of each renewal the last news of each {@link Aspect}, as long
 * as triggers are remembered. Kept beside the triggers, under {@code
 * #<merchantId>/<renewalId>/<aspect>}.
 */
public final class StandingNews {

  /** Begins no id. */
  private static final char MARK = '#';

  /** After every renewal's key: a range has its end in it, which must be nobody's. */
  private static final char AFTER_RENEWALS = (char) ('/' + 1);

  private final KeyValueStore<Bytes, byte[]> triggers;
  private final TimerService timers;
  private final Duration memory;

  /**
   * The news of one partition.
   *
   * @param triggers by key
   * @param memory how long news stand that nothing ends
   */
  public StandingNews(KeyValueStore<Bytes, byte[]> triggers, TimerService timers, Duration memory) {
    this.triggers = triggers;
    this.timers = timers;
    this.memory = memory;
  }

  /** A trigger came in that is new: it stands, and what it ends doesn't any more. */
  public void note(NotificationTrigger cause, Instant now) {
    String renewalId = cause.renewalId();
    if (renewalId == null) {
      return;
    }
    for (Aspect ended : Aspect.endedBy(cause.news())) {
      String key = keyOf(cause.merchantId(), renewalId, ended);
      NotificationTrigger earlier = triggerAt(key);
      if (earlier != null && !earlier.at().isAfter(cause.at())) {
        triggers.delete(bytes(key));
      }
    }
    Optional<Aspect> about = Aspect.of(cause.news().kind());
    about.ifPresent(aspect -> stand(keyOf(cause.merchantId(), renewalId, aspect), cause, now));
  }

  private void stand(String key, NotificationTrigger cause, Instant now) {
    NotificationTrigger earlier = triggerAt(key);
    if (earlier != null && !Aspect.replaces(cause, earlier)) {
      return;
    }
    triggers.put(bytes(key), TriggerState.waiting(new TriggerState.Waiting(cause, now)));
    if (earlier == null) {
      timers.schedule(Lane.FREE, new Timer(now.plus(memory), Timer.What.FORGET, key));
    }
  }

  /**
   * Whether that trigger is void, as its renewal's activation came in before it. Updates keep their
   * order among themselves, and none with activations, which have a topic of their own.
   */
  public boolean overtakes(NotificationTrigger cause) {
    String renewalId = cause.renewalId();
    if (renewalId == null) {
      return false;
    }
    NotificationTrigger course = triggerAt(keyOf(cause.merchantId(), renewalId, Aspect.COURSE));
    return course != null && course.news().kind() == Kind.ACTIVATED && course.overtakes(cause);
  }

  /** Those that hold and were told; what still waits is told by itself. */
  List<NotificationTrigger> told(String merchantId, Instant now) {
    List<NotificationTrigger> standing = new ArrayList<>();
    for (Bytes key : keysOf(merchantId)) {
      read(triggers.get(key)).map(TriggerState.Waiting::cause).ifPresent(standing::add);
    }
    return StillTrue.of(standing, now).stream().filter(cause -> !waits(cause)).toList();
  }

  /** Whether that is the id of a timer of what stands here, not of a trigger. */
  public static boolean isKey(String id) {
    return !id.isEmpty() && id.charAt(0) == MARK;
  }

  /** What stood there for so long is forgotten; what took its place meanwhile, later. */
  public void forgetIfOld(String key, Instant now) {
    read(triggers.get(bytes(key)))
        .ifPresent(
            standing -> {
              Instant end = standing.since().plus(memory);
              if (end.isAfter(now)) {
                timers.schedule(Lane.FREE, new Timer(end, Timer.What.FORGET, key));
              } else {
                triggers.delete(bytes(key));
              }
            });
  }

  /** A merchant is forgotten. */
  public void forget(String merchantId) {
    keysOf(merchantId).forEach(triggers::delete);
  }

  private boolean waits(NotificationTrigger cause) {
    return read(triggers.get(bytes(cause.key()))).isPresent();
  }

  private List<Bytes> keysOf(String merchantId) {
    String prefix = MARK + merchantId;
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        triggers.range(bytes(prefix + '/'), bytes(prefix + AFTER_RENEWALS))) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private @Nullable NotificationTrigger triggerAt(String key) {
    return read(triggers.get(bytes(key))).map(TriggerState.Waiting::cause).orElse(null);
  }

  private static Optional<TriggerState.Waiting> read(byte @Nullable [] kept) {
    return kept == null ? Optional.empty() : TriggerState.read(kept);
  }

  private static String keyOf(String merchantId, String renewalId, Aspect aspect) {
    return MARK + merchantId + "/" + renewalId + "/" + aspect;
  }

  private static Bytes bytes(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }
}
