package renewals.stack.sim.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the pipeline may say of one renewal, by rule 9: for each order in which its facts can be
 * read, how many updates of each kind. Records of one topic are read in the order in which they
 * stand there, records of different topics in any.
 */
final class ExpectedUpdates {

  private final ModelledRenewal.Limits limits;
  private final List<JsonNode> payments;
  private final List<JsonNode> reviews;
  private final Map<String, Integer> fixed;
  private final Set<Map<String, Integer>> found = new HashSet<>();

  private ExpectedUpdates(
      ModelledRenewal.Limits limits,
      List<JsonNode> payments,
      List<JsonNode> reviews,
      Map<String, Integer> fixed) {
    this.limits = limits;
    this.payments = payments;
    this.reviews = reviews;
    this.fixed = fixed;
  }

  /**
   * All that is possible, each as counts by kind; kinds with an amount that follows from the facts
   * carry it, such as {@code UNDERPAID 500}.
   *
   * @param limits what the request asks for
   * @param payments that count as facts, each once, in the order of their topic
   * @param reviews likewise
   * @param fixed what is said in every order
   */
  static Set<Map<String, Integer>> of(
      ModelledRenewal.Limits limits,
      Collection<JsonNode> payments,
      Collection<JsonNode> reviews,
      Map<String, Integer> fixed) {
    ExpectedUpdates tellings =
        new ExpectedUpdates(limits, List.copyOf(payments), List.copyOf(reviews), fixed);
    tellings.readRequestAfter();
    return Set.copyOf(tellings.found);
  }

  /**
   * The request may be read after so many payments and so many reviews: they are held till then.
   */
  private void readRequestAfter() {
    for (int paid = 0; paid <= payments.size(); paid++) {
      for (int reviewed = 0; reviewed <= reviews.size(); reviewed++) {
        ModelledRenewal with = at(paid, reviewed);
        if (!waitsForUsable() || refundsAmong(paid) == 0) {
          Map<String, Integer> said = new TreeMap<>(fixed);
          count(said, limits.said(ModelledRenewal.UNKNOWN, with));
          readOn(paid, reviewed, with, said);
        }
      }
    }
  }

  private void readOn(int paid, int reviewed, ModelledRenewal now, Map<String, Integer> said) {
    if (paid == payments.size() && reviewed == reviews.size()) {
      found.add(said);
    }
    boolean refundTooEarly =
        paid < payments.size()
            && ModelledRenewal.isRefund(payments.get(paid))
            && refundsAmong(paid) == 0
            && waitsForUsable()
            && !limits.usable(now);
    if (paid < payments.size() && !refundTooEarly) {
      step(paid + 1, reviewed, now, said);
    }
    if (reviewed < reviews.size()) {
      step(paid, reviewed + 1, now, said);
    }
  }

  /**
   * What would make a card usable is paid back only once it was seen usable, so its first refund
   * never comes before; what would not is paid back at any time.
   */
  private boolean waitsForUsable() {
    List<JsonNode> coming =
        payments.stream().filter(payment -> !ModelledRenewal.isRefund(payment)).toList();
    return limits.usable(ModelledRenewal.of(coming, reviews));
  }

  private long refundsAmong(int paid) {
    return payments.subList(0, paid).stream().filter(ModelledRenewal::isRefund).count();
  }

  private void step(int paid, int reviewed, ModelledRenewal before, Map<String, Integer> said) {
    ModelledRenewal after = at(paid, reviewed);
    Map<String, Integer> more = new TreeMap<>(said);
    count(more, limits.said(before, after));
    readOn(paid, reviewed, after, more);
  }

  private ModelledRenewal at(int paid, int reviewed) {
    return ModelledRenewal.of(payments.subList(0, paid), reviews.subList(0, reviewed));
  }

  private static void count(Map<String, Integer> counts, List<String> said) {
    said.forEach(kind -> counts.merge(kind, 1, Integer::sum));
  }
}
