package renewals.notifier.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.domain.robot.RobotKind;

/**
 * When an address is paused, and what becomes of notices meanwhile. Source: rules, "What a merchant
 * is told".
 *
 * @param pauseAfter how long an address must fail without a break
 * @param probeEvery how often a paused one is tried
 * @param hold how long a notice waits for a paused webhook address, from its trigger on
 */
public record AddressPolicy(Duration pauseAfter, Duration probeEvery, Duration hold) {

  /** Reasons of a refusal that lies in the address, and that no other notice would change. */
  private static final Set<String> OF_THE_ADDRESS = Set.of("HTTP_410", "ADDRESS_REFUSED");

  /** What the reasons begin with by which a robot's provider refuses what its robot should say. */
  private static final List<String> OF_THE_ROBOT =
      Arrays.stream(RobotKind.values()).map(kind -> kind.name() + '_').toList();

  /** Reasons of a webhook's failure that lies with us. */
  private static final Set<String> OURS = Set.of("STOPPED", "SIGNING", "SENDER");

  /** What an answer says of an address. */
  public enum Sign {
    NOTHING,
    WORKS,
    FAILS,
    /** It is no address any more. */
    GONE
  }

  /** What becomes of a notice that is due at an address. */
  public enum Pass {
    /** It is tried. */
    TRY,
    /** It is tried, to see whether the address works again. */
    PROBE,
    /** It waits for the address to work again. */
    WAIT,
    /** It isn't tried there. */
    GIVE_UP
  }

  /**
   * What the answer to a notice says of the address that it was tried at. A relay that is away says
   * nothing of a mailbox, and a gateway nothing of a phone, until it reports. A robot's provider
   * never does: what it takes has been said, and what it refuses is the robot's.
   */
  public static Sign signOf(OpenNotice open, Answer answer) {
    String word = Reasons.wordOf(answer.reason());
    boolean isReported = open.phase() == Phase.SENT;
    boolean isRobot = open.notice().channel() == Channel.ROBOT;
    return switch (answer.outcome()) {
      case DELIVERED -> Sign.WORKS;
      case REFUSED -> {
        boolean isRobots = isRobot && OF_THE_ROBOT.stream().anyMatch(word::startsWith);
        yield OF_THE_ADDRESS.contains(word)
            ? Sign.GONE
            : isReported || isRobots ? Sign.FAILS : Sign.NOTHING;
      }
      case FAILED ->
          isReported || (open.notice().channel() == Channel.WEBHOOK && !OURS.contains(word))
              ? Sign.FAILS
              : Sign.NOTHING;
      case ACCEPTED -> isRobot ? Sign.WORKS : Sign.NOTHING;
      case DEFERRED -> Sign.NOTHING;
    };
  }

  /**
   * How an address is doing after an answer.
   *
   * @param before what was known of the channel's address; null for nothing
   * @param mark of the address that the answer is of
   * @return null where all is well
   */
  public @Nullable AddressHealth after(
      @Nullable AddressHealth before, String mark, Sign sign, Instant at) {
    return switch (sign) {
      case NOTHING -> before;
      case WORKS -> before != null && before.mark().equals(mark) ? null : before;
      case FAILS -> {
        AddressHealth failed = AddressHealth.failed(before, mark, at);
        boolean isLong = failed.failing().compareTo(pauseAfter) >= 0;
        yield isLong && !failed.isPaused() ? failed.paused(at) : failed;
      }
      case GONE -> {
        AddressHealth failed = AddressHealth.failed(before, mark, at);
        yield failed.isPaused() ? failed : failed.paused(at);
      }
    };
  }

  /**
   * Whether a notice is tried at an address.
   *
   * @param health of that address; null where all is well
   * @param isToldElsewhere whether another channel tells the merchant
   */
  public Pass pass(
      OpenNotice open, @Nullable AddressHealth health, boolean isToldElsewhere, Instant now) {
    if (health == null || !health.isPaused() || open.frozen() != null || open.actor() != null) {
      return Pass.TRY;
    }
    if (open.notice().channel() == Channel.WEBHOOK) {
      return isToldElsewhere || isOld(open, now) ? Pass.GIVE_UP : Pass.WAIT;
    }
    Instant probed = health.probedAt();
    return probed == null || !probed.plus(probeEvery).isAfter(now) ? Pass.PROBE : Pass.GIVE_UP;
  }

  /** The same address, tried to see whether it works again. */
  public static AddressHealth probed(AddressHealth health, Instant at) {
    return health.probed(at);
  }

  /** When a notice has waited long enough for a paused webhook address. */
  public Instant heldUntil(OpenNotice open) {
    Instant from = open.notice().causeAt();
    return from == null ? Instant.MIN : from.plus(hold);
  }

  private boolean isOld(OpenNotice open, Instant now) {
    return !heldUntil(open).isAfter(now);
  }
}
