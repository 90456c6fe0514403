package renewals.bench.load;

import java.util.Arrays;
import java.util.Random;

/**
 * The events of a benchmark: three a renewal, in an order that the seed decides.
 *
 * <p>Renewals begin one after the other; the last part of each comes when {@code openCases} later
 * ones have begun, so about so many are open at any time. Of ten renewals, one has its parts in
 * random order, the payment or the review before the request.
 *
 * @param renewals how many, 1 to 50,000,000
 * @param openCases how many are open at a time
 * @param duplicates how many of a thousand events come twice
 * @param seed of order and duplicates
 * @param first number of the first renewal
 * @param staysOpen whether the last {@code openCases} renewals are left open
 */
public record LoadPlan(
    int renewals, int openCases, int duplicates, long seed, int first, boolean staysOpen) {

  private static final int SHUFFLED_OF_TEN = 1;
  private static final int PART_BITS = 2;
  private static final int RENEWAL_BITS = 30;
  private static final int THOUSAND = 1_000;

  /** A load whose renewals are all seen to their end. */
  public LoadPlan(int renewals, int openCases, int duplicates, long seed) {
    this(renewals, openCases, duplicates, seed, 0, false);
  }

  /**
   * A load that comes at a steady rate and is seen to its end; each renewal is under way for about
   * a second.
   *
   * @param eventsPerSecond how fast
   * @param seconds for how long
   * @param seed of the order
   * @param first number of the first renewal
   */
  public static LoadPlan steady(double eventsPerSecond, int seconds, long seed, int first) {
    double aSecond = eventsPerSecond / PARTS.length;
    return new LoadPlan(
        Math.max(1, (int) (aSecond * seconds)), Math.max(1, (int) aSecond), 0, seed, first, false);
  }

  /** The parts of a renewal. */
  public enum Part {
    REQUEST,
    PAYMENT,
    REVIEW
  }

  private static final Part[] PARTS = Part.values();

  /** Takes the events one by one. */
  public interface Sink {
    void event(int renewal, Part part);
  }

  /** How many events there are, duplicates left out; without those that stay open. */
  public long events() {
    return (long) renewals * PARTS.length;
  }

  /** How many renewals are seen to their end. */
  public int ended() {
    return staysOpen ? Math.max(0, renewals - openCases) : renewals;
  }

  /** How many renewals must be activated. */
  public int activations() {
    int count = 0;
    for (int renewal = first; renewal < first + ended(); renewal++) {
      count += Fate.of(renewal) == Fate.ACTIVATED ? 1 : 0;
    }
    return count;
  }

  /**
   * Hands over all events in their order.
   *
   * @return how many were handed over, duplicates too
   */
  public long play(Sink sink) {
    Random random = new Random(seed);
    long[] order = order(random);
    long given = 0;
    for (long event : order) {
      if (staysOpen && event >>> (RENEWAL_BITS + PART_BITS) >= renewals) {
        break;
      }
      int renewal = first + ((int) (event >>> PART_BITS) & ((1 << RENEWAL_BITS) - 1));
      Part part = PARTS[(int) event & ((1 << PART_BITS) - 1)];
      sink.event(renewal, part);
      given++;
      if (random.nextInt(THOUSAND) < duplicates) {
        sink.event(renewal, part);
        given++;
      }
    }
    return given;
  }

  private long[] order(Random random) {
    long[] order = new long[renewals * PARTS.length];
    int[] places = new int[PARTS.length];
    for (int renewal = 0; renewal < renewals; renewal++) {
      boolean shuffled = random.nextInt(10) < SHUFFLED_OF_TEN;
      int rotated = shuffled ? random.nextInt(PARTS.length) : 0;
      places[0] = renewal;
      places[1] = renewal + random.nextInt(openCases);
      places[2] = renewal + openCases;
      for (int part = 0; part < PARTS.length; part++) {
        int place = places[(part + rotated) % PARTS.length];
        order[renewal * PARTS.length + part] =
            ((long) place << (RENEWAL_BITS + PART_BITS)) | ((long) renewal << PART_BITS) | part;
      }
    }
    Arrays.sort(order);
    return order;
  }
}
