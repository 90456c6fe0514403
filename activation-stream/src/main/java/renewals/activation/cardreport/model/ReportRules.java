package renewals.activation.cardreport.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.card.model.ReminderRecipients;

/**
 * What carriers' reports of a card come to. Each carrier's are judged by themselves, so that
 * nobody's word hides the true one.
 *
 * <p>Source: rules, "What becomes of a card between renewals".
 */
public final class ReportRules {

  /** So many carriers that no renewal of the card names may report of it. */
  static final int MOST_STRANGERS = 4;

  private ReportRules() {}

  /**
   * Judges a report.
   *
   * @param known what its carrier has reported of the card, null for the first time
   * @param reporters all carriers that have reported of the card: asked at the first report of a
   *     carrier that none of the newest renewals names
   * @param at the step's time
   */
  public static Judged judge(
      @Nullable Reported known,
      CardReport report,
      Supplier<Set<String>> reporters,
      LedgerView ledger,
      ReportPolicy policy,
      Instant at) {
    if (known == null && isOneTooMany(report.carrierId(), reporters, ledger)) {
      return new Judged.Refused(
          Judged.Reason.TOO_MANY_FACTS,
          "%d carriers without a renewal of the card have reported of it, expected at most that"
              .formatted(MOST_STRANGERS));
    }
    Reported before = known == null ? Reported.NOTHING : known;
    return switch (report) {
      case UsageReport usage -> judge(before, usage, ledger, policy, at);
      case CardStatusReport status -> judge(before, status, ledger, at);
    };
  }

  /** Asks for the reporters last: to find them is to look through keys. */
  private static boolean isOneTooMany(
      String carrierId, Supplier<Set<String>> reporters, LedgerView ledger) {
    for (LedgerEntry entry : ledger.newest()) {
      if (entry.renewal().carrierId().equals(carrierId)) {
        return false;
      }
    }
    Set<String> strangers = new HashSet<>(reporters.get());
    if (strangers.size() < MOST_STRANGERS) {
      return false;
    }
    strangers.add(carrierId);
    ledger.entries().forEach(entry -> strangers.remove(entry.renewal().carrierId()));
    return strangers.contains(carrierId) && strangers.size() > MOST_STRANGERS;
  }

  private static Judged judge(
      Reported before, UsageReport report, LedgerView ledger, ReportPolicy policy, Instant at) {
    KnownUsage known = before.usage();
    int order = known == null ? 1 : report.compareInTime(known.newest());
    if (known != null && order == 0 && !report.saysTheSameAs(known.newest())) {
      return new Judged.Refused(
          Judged.Reason.CONFLICTING_DUPLICATE,
          "usage as of %s came again with other content; the first stays".formatted(report.asOf()));
    }
    if (order <= 0) {
      return new Judged.Duplicate();
    }
    KnownUsage now =
        known == null
            ? KnownUsage.first(report)
            : known.with(report, policy.zones().of(report.carrierId()));
    Long allowance = UsageRules.allowance(report, ledger);
    int reached = allowance == null ? 0 : policy.reached(report.usedBytes(), allowance);
    List<CardNews> news = new ArrayList<>();
    if (allowance != null && reached > now.toldOf(allowance)) {
      UsageForecast forecast = UsageForecast.of(now, allowance);
      for (LatestRenewal concerned : concerned(report.carrierId(), ledger, at)) {
        news.add(new CardNews.OfUsage(concerned, reached, report, allowance, forecast, at));
      }
    }
    KnownUsage told = news.isEmpty() || allowance == null ? now : now.told(allowance, reached);
    return new Judged.Applied(new Reported(told, before.status()), news);
  }

  private static Judged judge(
      Reported before, CardStatusReport report, LedgerView ledger, Instant at) {
    CardStatusReport known = before.status();
    if (known != null && report.revision() == known.revision() && !report.saysTheSameAs(known)) {
      return new Judged.Refused(
          Judged.Reason.CONFLICTING_DUPLICATE,
          "revision %d of %s came again with other content; the first stays"
              .formatted(report.revision(), report.carrierId()));
    }
    if (known != null && report.revision() <= known.revision()) {
      return new Judged.Duplicate();
    }
    List<CardNews> news = new ArrayList<>();
    if (report.isNewsAfter(known)) {
      for (LatestRenewal concerned : concerned(report.carrierId(), ledger, at)) {
        news.add(new CardNews.OfStatus(concerned, report, at));
      }
    }
    return new Judged.Applied(new Reported(before.usage(), report), news);
  }

  /**
   * The renewals under which a carrier's word is told: the latest, if it is that carrier's; and of
   * each other merchant his own latest, as long as its period lasts: another's renewal hides
   * nothing from him.
   */
  private static List<LatestRenewal> concerned(String carrierId, LedgerView ledger, Instant at) {
    LatestRenewal latest = ledger.latest();
    if (latest == null) {
      return List.of();
    }
    List<LatestRenewal> concerned = new ArrayList<>();
    if (latest.carrierId().equals(carrierId)) {
      concerned.add(latest);
    }
    for (LedgerEntry entry : ReminderRecipients.before(latest, ledger.entries(), at)) {
      if (entry.renewal().carrierId().equals(carrierId)) {
        concerned.add(entry.renewal());
      }
    }
    return concerned;
  }
}
