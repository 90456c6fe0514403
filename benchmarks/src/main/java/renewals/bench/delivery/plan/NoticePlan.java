package renewals.bench.delivery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * All notices of a run, in the order of their triggers: one to each address, then the next one to
 * each. A renewal is told of twice, that it was paid and, a round later, that it was activated; of
 * one that robots and SMS say something of, only the first, since their text names nothing but the
 * renewal.
 */
public final class NoticePlan {

  private static final String PAID = "/u1";
  private static final String ACTIVATED = "/1/ACTIVATED";
  private static final int MOST_BLOCKS = 50;
  private static final int NOTICES_A_BLOCK = 400;

  private final String run;
  private final int notices;
  private final List<Address> addresses;

  private NoticePlan(String run, int notices, List<Address> addresses) {
    this.run = run;
    this.notices = notices;
    this.addresses = List.copyOf(addresses);
  }

  /**
   * A plan: half of the addresses are webhooks, the other ways have as many as each other.
   *
   * @param run what all ids begin with
   * @param merchants what the ids of merchants begin with
   * @param ways of which the first has half
   * @param areSomeBad whether one in ten is slow and one in twenty dead
   */
  public static NoticePlan of(
      String run, String merchants, List<Way> ways, int notices, boolean areSomeBad) {
    List<Address> addresses = new ArrayList<>();
    List<Way> others = ways.subList(1, ways.size());
    int blocks =
        Math.max(2 * Math.max(1, others.size()), Math.min(MOST_BLOCKS, notices / NOTICES_A_BLOCK));
    for (int number = 0; number < blocks * Conduct.PERIOD; number++) {
      int block = number / Conduct.PERIOD;
      boolean isFirst = block % 2 == 0 || others.isEmpty();
      Way way = isFirst ? ways.getFirst() : others.get(block / 2 % others.size());
      addresses.add(
          new Address(
              number,
              way,
              areSomeBad ? Conduct.of(number) : Conduct.GOOD,
              merchants + "-" + number,
              way.showsIds()));
    }
    return new NoticePlan(run, notices, addresses);
  }

  /**
   * What the terminals of the same triggers are shown beside: as many notices, each of an id of its
   * own. A terminal has the conduct of its merchant's address, but for the slow: its broker answers
   * for all of them.
   */
  public NoticePlan ofTerminals() {
    List<Address> terminals =
        addresses.stream()
            .map(
                to ->
                    new Address(
                        to.number(),
                        Way.TERMINAL,
                        to.conduct() == Conduct.DEAD ? Conduct.DEAD : Conduct.GOOD,
                        to.merchantId(),
                        to.isToldTwice()))
            .toList();
    return new NoticePlan(run, notices, terminals);
  }

  /** Whether it is a notice of this plan's ways, to judge by its id. */
  public boolean isOfItsWays(String noticeId) {
    boolean areTerminals = addresses.getFirst().way() == Way.TERMINAL;
    return noticeId.endsWith("/" + Way.TERMINAL) == areTerminals;
  }

  public int notices() {
    return notices;
  }

  public List<Address> addresses() {
    return addresses;
  }

  /** The address of a notice. */
  public Address addressOf(int notice) {
    return addresses.get(notice % addresses.size());
  }

  /** What makes a notice. */
  public Trigger trigger(int notice) {
    Address address = addressOf(notice);
    int round = notice / addresses.size();
    boolean isActivation = address.isToldTwice() && round % 2 == 1;
    int renewal = address.isToldTwice() ? round / 2 : round;
    String renewalId = run + "." + address.number() + "." + renewal;
    String cause = renewalId + (isActivation ? ACTIVATED : PAID);
    return new Trigger(notice, address, renewal, renewalId, isActivation, cause);
  }

  /** The notice of an id; empty: nothing of this plan has it. */
  public OptionalInt numberOf(String noticeId) {
    int end = noticeId.indexOf('/');
    if (end < 0) {
      return OptionalInt.empty();
    }
    OptionalInt first = firstOf(noticeId.substring(0, end));
    if (first.isEmpty()) {
      return first;
    }
    int number = first.getAsInt();
    if (noticeId.startsWith(ACTIVATED + "/", end)) {
      number += addresses.size();
    }
    return number < notices && trigger(number).noticeId().equals(noticeId)
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }

  /** The first notice of a renewal; empty: this plan has no such renewal. */
  public OptionalInt firstOf(String renewalId) {
    String[] parts = renewalId.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(run)) {
      return OptionalInt.empty();
    }
    try {
      return firstOf(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** The first notice of the renewal of that number at an address; empty: there is none. */
  public OptionalInt firstOf(int address, int renewal) {
    if (address < 0 || address >= addresses.size() || renewal < 0) {
      return OptionalInt.empty();
    }
    long round = addresses.get(address).isToldTwice() ? 2L * renewal : renewal;
    long number = round * addresses.size() + address;
    return number < notices ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  /** Whether news of the same renewal follows that makes a notice void while it waits. */
  public boolean isOvertaken(int notice) {
    boolean isFollowed = notice + addresses.size() < notices;
    return isFollowed && addressOf(notice).isToldTwice() && !trigger(notice).isActivation();
  }
}
