package renewals.portal.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import renewals.portal.config.PageSettings;

/**
 * What is done against guessing. Four digits are two guesses in ten thousand, so wrong ones are
 * limited in the last day: all together, by renewal, by network, and by renewal and network. Where
 * they are used up, the digits aren't looked at, right or wrong, and the whole number is asked for:
 * it can't be guessed, so its way is open to everybody. So nobody is ever shut out, whatever others
 * do, and no way that is always open is worth guessing on.
 *
 * <p>An ask is counted as wrong before it is looked at, and given back when it was right: many at
 * once are no more than one after the other.
 */
public final class LookupRateLimits {

  /** Wrong ones of one network: all its merchants' typing errors of a day. */
  static final int OF_NETWORK = 30;

  /** Wrong ones of one network about one renewal. */
  static final int OF_NETWORK_AND_RENEWAL = 5;

  /** Wrong whole numbers of one network. */
  static final int WHOLE_OF_NETWORK = 30;

  private static final int NETWORKS_KEPT = 200_000;
  private static final int HOSTS_KEPT = 20_000;
  private static final int KEYS_OF_AN_ASK = 4;
  private static final String ALL = "all";

  private final int perMinute;
  private final int perDay;
  private final int perRenewal;
  private final TimeMeter time;
  private final Map<String, Bucket> hosts = new Latest();
  private final RecentCounts wrong;
  private final RecentCounts wrongWhole;

  /** What becomes of an ask. */
  public sealed interface Admission {

    /**
     * It may be looked at, and counts as wrong until {@link LookupRateLimits#right} is told of it.
     */
    record Admitted(String renewalId, String network, boolean whole) implements Admission {}

    /** It may not, for so long. */
    record TooOften(Duration pause) implements Admission {}

    /** Four digits don't suffice. */
    record WholeNumberNeeded() implements Admission {}
  }

  public LookupRateLimits(PageSettings.Asks asks, Clock clock) {
    this.perMinute = asks.perMinute();
    this.perDay = asks.wrongPerDay();
    this.perRenewal = asks.wrongPerRenewal();
    this.time = new ClockTime(clock);
    this.wrong = new RecentCounts(KEYS_OF_AN_ASK * perDay, clock);
    this.wrongWhole = new RecentCounts(NETWORKS_KEPT, clock);
  }

  /** How long the client must pause, zero if it need not; counts the ask. */
  public synchronized Duration pause(String address) {
    Bucket bucket = hosts.computeIfAbsent(Network.host(address), ignored -> bucket());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  /** Whether the digits of an ask may be looked at. */
  public synchronized Admission admit(String address, String renewalId, boolean whole) {
    Admission.Admitted ask = new Admission.Admitted(renewalId, Network.site(address), whole);
    if (whole) {
      if (wrongWhole.of(ask.network()) >= WHOLE_OF_NETWORK) {
        return new Admission.TooOften(wrongWhole.untilForgotten());
      }
      wrongWhole.add(ask.network());
      return ask;
    }
    if (isUsedUp(ask)) {
      return new Admission.WholeNumberNeeded();
    }
    wrong.add(ALL);
    wrong.add(renewal(ask));
    wrong.add(network(ask));
    wrong.add(both(ask));
    return ask;
  }

  /** It was right, or could not be looked at: it doesn't count. */
  public synchronized void right(Admission.Admitted ask) {
    if (ask.whole()) {
      wrongWhole.takeBack(ask.network());
      return;
    }
    wrong.takeBack(ALL);
    wrong.takeBack(renewal(ask));
    wrong.takeBack(network(ask));
    wrong.takeBack(both(ask));
  }

  /** How many wrong ones the last day has seen. */
  public synchronized int wrongInADay() {
    return wrong.of(ALL);
  }

  /** How many entries are remembered. */
  synchronized int entries() {
    return wrong.entries() + wrongWhole.entries() + hosts.size();
  }

  /** Once half is used up, the rest is for networks that have had none yet. */
  private boolean isUsedUp(Admission.Admitted ask) {
    int all = wrong.of(ALL);
    int ofRenewal = wrong.of(renewal(ask));
    return all >= perDay
        || ofRenewal >= perRenewal
        || wrong.of(network(ask)) >= share(OF_NETWORK, all, perDay)
        || wrong.of(both(ask)) >= share(OF_NETWORK_AND_RENEWAL, ofRenewal, perRenewal);
  }

  private static int share(int usual, int used, int most) {
    return used < most - most / 2 ? usual : 1;
  }

  /** Upper and lower case are one, since either finds the renewal. */
  private static String renewal(Admission.Admitted ask) {
    return "r/" + ask.renewalId().toUpperCase(Locale.ROOT);
  }

  private static String network(Admission.Admitted ask) {
    return "n/" + ask.network();
  }

  private static String both(Admission.Admitted ask) {
    return "b/" + ask.renewalId().toUpperCase(Locale.ROOT) + "/" + ask.network();
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }

  private record ClockTime(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  /** The hosts that asked last; who is forgotten may ask, his wrong answers are remembered. */
  private static final class Latest extends LinkedHashMap<String, Bucket> {

    private static final long serialVersionUID = 1L;

    Latest() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > HOSTS_KEPT;
    }
  }
}
