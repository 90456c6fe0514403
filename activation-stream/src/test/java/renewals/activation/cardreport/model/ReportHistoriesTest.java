package renewals.activation.cardreport.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.RulePolicy;

/**
 * Random histories of reports, statuses and renewals of one card, shuffled, doubled, late and
 * corrected, against a model that was written from the rules alone: it keeps all that came and
 * works everything out from that, without marks.
 */
class ReportHistoriesTest {

  private static final int HISTORIES = 10_000;
  private static final String CARD = "898600D699133000414";
  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
  private static final List<String> CARRIERS = List.of("cmcc", "cucc", "evil");
  private static final List<String> MERCHANTS = List.of("M-1", "M-2");
  private static final int[] THRESHOLDS = {80, 100};
  private static final ReportPolicy POLICY =
      new ReportPolicy(ReportPolicy.THRESHOLDS, RulePolicy.DEFAULT.zones());

  /** A step: a report arrives, or the ledger becomes another one. */
  private sealed interface Step {
    record Report(CardReport report) implements Step {}

    record Booked(ListedLedger ledger) implements Step {}
  }

  @Test
  void shouldKnowAndTellWhatTheReportsOfAnyHistoryDemand() {
    long seed = System.nanoTime();
    int told = 0;
    int conflicts = 0;
    for (int i = 0; i < HISTORIES; i++) {
      Random random = new Random(seed + i);
      Model model = new Model("seed %d, history %d".formatted(seed, i));
      InMemoryReports reports = new InMemoryReports(POLICY);
      ListedLedger ledger = new ListedLedger(null, List.of());
      Instant now = START.plus(Duration.ofDays(40));
      for (Step step : history(random)) {
        now = now.plusSeconds(60);
        switch (step) {
          case Step.Booked booked -> ledger = booked.ledger();
          case Step.Report arrived ->
              model.compare(
                  arrived.report(), ledger, now, reports.take(arrived.report(), ledger, now));
        }
      }
      model.compareEnd(reports, ledger, now);
      told += model.told.size();
      conflicts += model.conflicts;
    }

    assertThat(told).as("told, seed %d", seed).isGreaterThan(HISTORIES / 4);
    assertThat(conflicts).as("conflicts, seed %d", seed).isGreaterThan(HISTORIES / 10);
  }

  private static List<Step> history(Random random) {
    List<Step> steps = new ArrayList<>();
    int reports = 1 + random.nextInt(24);
    for (int i = 0; i < reports; i++) {
      CardReport report = random.nextInt(3) == 0 ? status(random) : usage(random);
      int times = random.nextInt(4) == 0 ? 2 : 1;
      for (int n = 0; n < times; n++) {
        steps.add(new Step.Report(report));
      }
    }
    Collections.shuffle(steps, random);
    List<LedgerEntry> entries = new ArrayList<>();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      change(entries, random);
      int place = i == 0 ? 0 : random.nextInt(steps.size() + 1);
      // the ledger grows in its own order
      int last = lastBooked(steps);
      steps.add(Math.max(place, last + 1), new Step.Booked(ledger(entries)));
    }
    return steps;
  }

  private static int lastBooked(List<Step> steps) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Booked) {
        return i;
      }
    }
    return -1;
  }

  private static UsageReport usage(Random random) {
    Instant period = START.plus(Duration.ofDays(20L * random.nextInt(2)));
    long[] allowances = {0, 1_000, 2_000, Long.MAX_VALUE};
    Long allowance =
        random.nextInt(3) == 0 ? (Long) allowances[random.nextInt(allowances.length)] : null;
    long[] used = {0, 799, 800, 999, 1_000, 1_600, 5_000, Long.MAX_VALUE};
    return new UsageReport(
        CARRIERS.get(random.nextInt(CARRIERS.size())),
        CARD,
        period,
        random.nextBoolean() ? null : period.plus(Duration.ofDays(20)),
        used[random.nextInt(used.length)],
        allowance,
        period.plus(Duration.ofHours(12L * random.nextInt(6))));
  }

  private static CardStatusReport status(Random random) {
    CardStatusReport.State[] states = CardStatusReport.State.values();
    String[] causes = {null, "RISK", "OWNER", "OTHER"};
    return new CardStatusReport(
        CARRIERS.get(random.nextInt(CARRIERS.size())),
        CARD,
        states[random.nextInt(states.length)],
        causes[random.nextInt(causes.length)],
        null,
        START,
        random.nextInt(4));
  }

  private static void change(List<LedgerEntry> entries, Random random) {
    if (!entries.isEmpty() && random.nextInt(4) == 0) {
      int place = random.nextInt(entries.size());
      entries.set(place, entry(entries.get(place), true));
      return;
    }
    int number = entries.size();
    Instant from = START.plus(Duration.ofDays(random.nextInt(45)));
    LatestRenewal renewal =
        new LatestRenewal(
            "R" + number,
            MERCHANTS.get(random.nextInt(MERCHANTS.size())),
            "T",
            CARD + "6",
            CARRIERS.get(random.nextInt(2)),
            "app",
            "p1");
    entries.add(
        new LedgerEntry(
            "R%d/1".formatted(number),
            number,
            renewal,
            from,
            new Period(30, Period.Unit.DAYS),
            Plan.Policy.STACK,
            random.nextInt(4) == 0 ? 0 : 1_000,
            null,
            null,
            false,
            from,
            from.plus(Duration.ofDays(1 + random.nextInt(40)))));
  }

  private static LedgerEntry entry(LedgerEntry entry, boolean reversed) {
    return new LedgerEntry(
        entry.activationId(),
        entry.sequence(),
        entry.renewal(),
        entry.activatedAt(),
        entry.validity(),
        entry.policy(),
        entry.dataBytes(),
        null,
        null,
        reversed,
        entry.validFrom(),
        entry.validUntil());
  }

  private static ListedLedger ledger(List<LedgerEntry> entries) {
    LatestRenewal latest =
        entries.stream()
            .filter(entry -> !entry.reversed())
            .reduce((one, later) -> later)
            .orElse(entries.getLast())
            .renewal();
    Card head = new Card(new Coverage(START, null), entries.size(), latest, START);
    return new ListedLedger(head, List.copyOf(entries));
  }

  /** All that came, in order of arrival, and what follows from it. */
  private static final class Model {

    private final String name;
    private final List<CardReport> accepted = new ArrayList<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, UsageReport> toldLast = new TreeMap<>();
    private int conflicts;

    Model(String name) {
      this.name = name;
    }

    void compare(CardReport report, ListedLedger ledger, Instant now, Judged judged) {
      switch (report) {
        case UsageReport usage -> compareUsage(usage, ledger, now, judged);
        case CardStatusReport status -> compareStatus(status, ledger, now, judged);
      }
      accepted.add(report);
    }

    private void compareUsage(UsageReport usage, ListedLedger ledger, Instant now, Judged judged) {
      UsageReport known = newest(usage.carrierId());
      int order = known == null ? 1 : momentOf(usage).compareTo(momentOf(known));
      if (order < 0 || (order == 0 && isSame(usage, known))) {
        assertThat(judged).as(name).isInstanceOf(Judged.Duplicate.class);
        return;
      }
      if (order == 0) {
        conflicts++;
        assertThat(judged).as(name).isInstanceOf(Judged.Refused.class);
        return;
      }
      Set<String> expected = new HashSet<>();
      Long allowance = allowance(usage, ledger);
      int reached = allowance == null ? 0 : reached(usage.usedBytes(), allowance);
      Set<String> concerned = concerned(usage.carrierId(), ledger, now);
      String mark = "%s/%s/%s".formatted(usage.carrierId(), usage.periodStart(), allowance);
      if (reached > told.getOrDefault(mark, 0) && !concerned.isEmpty()) {
        told.put(mark, reached);
        for (String renewalId : concerned) {
          expected.add(
              "%s/d%d/%d/%d"
                  .formatted(renewalId, reached, usage.periodStart().getEpochSecond(), allowance));
        }
      }
      assertThat(idsOf(judged)).as(name).isEqualTo(expected);
      if (reached > 0 && !concerned.isEmpty()) {
        toldLast.put(mark, usage);
        assertThat(told.get(mark)).as(name).isGreaterThanOrEqualTo(reached);
      }
    }

    private void compareStatus(
        CardStatusReport status, ListedLedger ledger, Instant now, Judged judged) {
      CardStatusReport known = greatest(status.carrierId());
      if (known != null && status.revision() <= known.revision()) {
        boolean conflict = status.revision() == known.revision() && !isSame(status, known);
        conflicts += conflict ? 1 : 0;
        assertThat(judged)
            .as(name)
            .isInstanceOf(conflict ? Judged.Refused.class : Judged.Duplicate.class);
        return;
      }
      String was = known == null ? "ACTIVE/null" : known.state() + "/" + known.cause();
      Set<String> expected = new HashSet<>();
      if (!was.equals(status.state() + "/" + status.cause())) {
        concerned(status.carrierId(), ledger, now)
            .forEach(renewalId -> expected.add(renewalId + "/s" + status.revision()));
      }
      assertThat(idsOf(judged)).as(name).isEqualTo(expected);
    }

    void compareEnd(InMemoryReports reports, ListedLedger ledger, Instant now) {
      for (String carrier : CARRIERS) {
        Reported reported = reports.of(CARD, carrier);
        UsageReport newest = newest(carrier);
        KnownUsage usage = reported == null ? null : reported.usage();
        assertThat(usage == null ? null : usage.newest()).as(name).isEqualTo(newest);
        assertThat(reported == null ? null : reported.status())
            .as(name)
            .isEqualTo(greatest(carrier));
        if (newest != null) {
          compareShown(UsageRules.now(reported, ledger, now), newest, ledger, now);
        }
      }
    }

    private void compareShown(
        UsageRules.@Nullable Usage shown, UsageReport newest, ListedLedger ledger, Instant now) {
      boolean over =
          (newest.periodEnd() != null && newest.periodEnd().compareTo(now) <= 0)
              || ledger.entries().stream()
                  .filter(entry -> !entry.reversed())
                  .map(LedgerEntry::validFrom)
                  .anyMatch(from -> from.compareTo(newest.asOf()) > 0 && from.compareTo(now) <= 0);
      if (over) {
        assertThat(shown).as(name).isNull();
        return;
      }
      Long allowance = allowance(newest, ledger);
      assertThat(shown).as(name).isNotNull();
      assertThat(shown.allowanceBytes()).as(name).isEqualTo(allowance);
      assertThat(shown.remainingBytes())
          .as(name)
          .isEqualTo(
              allowance == null
                  ? null
                  : (Long)
                      BigInteger.valueOf(allowance)
                          .subtract(BigInteger.valueOf(newest.usedBytes()))
                          .max(BigInteger.ZERO)
                          .longValueExact());
    }

    /** The first that came of the latest moment. */
    private @Nullable UsageReport newest(String carrier) {
      return accepted.stream()
          .filter(report -> report.carrierId().equals(carrier))
          .filter(UsageReport.class::isInstance)
          .map(UsageReport.class::cast)
          .max(Comparator.comparing(Model::momentOf).thenComparing(this::came, this::earlier))
          .orElse(null);
    }

    private @Nullable CardStatusReport greatest(String carrier) {
      return accepted.stream()
          .filter(report -> report.carrierId().equals(carrier))
          .filter(CardStatusReport.class::isInstance)
          .map(CardStatusReport.class::cast)
          .max(
              Comparator.comparingLong(CardStatusReport::revision)
                  .thenComparing(this::came, this::earlier))
          .orElse(null);
    }

    private int came(CardReport report) {
      return accepted.indexOf(report);
    }

    private int earlier(int one, int other) {
      return Integer.compare(other, one);
    }

    private static Duration momentOf(UsageReport report) {
      long days = Duration.between(START, report.periodStart()).toDays();
      return Duration.ofDays(1_000 * days).plus(Duration.between(START, report.asOf()));
    }

    private static boolean isSame(UsageReport one, UsageReport other) {
      return one.equals(other);
    }

    private static boolean isSame(CardStatusReport one, CardStatusReport other) {
      boolean anyCause =
          one.cause() != null
              && other.cause() != null
              && ("OTHER".equals(one.cause()) || "OTHER".equals(other.cause()));
      return one.state() == other.state()
          && (anyCause || Objects.equals(one.cause(), other.cause()));
    }

    private static @Nullable Long allowance(UsageReport report, ListedLedger ledger) {
      Long found = report.allowanceBytes();
      if (found == null) {
        for (LedgerEntry entry : ledger.entries()) {
          boolean begun = entry.validFrom().compareTo(report.asOf()) <= 0;
          boolean ended = entry.validUntil().compareTo(report.asOf()) <= 0;
          if (!entry.reversed() && begun && !ended) {
            found = entry.dataBytes();
          }
        }
      }
      return found == null || found == 0 ? null : found;
    }

    private static int reached(long used, long allowance) {
      int reached = 0;
      for (int threshold : THRESHOLDS) {
        BigInteger share =
            BigInteger.valueOf(used)
                .multiply(BigInteger.valueOf(100))
                .divide(BigInteger.valueOf(allowance));
        reached = share.compareTo(BigInteger.valueOf(threshold)) >= 0 ? threshold : reached;
      }
      return reached;
    }

    private static Set<String> concerned(String carrier, ListedLedger ledger, Instant now) {
      Set<String> renewals = new HashSet<>();
      LatestRenewal latest = ledger.latest();
      if (latest == null) {
        return renewals;
      }
      Map<String, LatestRenewal> byMerchant = new TreeMap<>();
      for (LedgerEntry entry : ledger.entries()) {
        if (!entry.reversed() && entry.validUntil().compareTo(now) > 0) {
          byMerchant.put(entry.renewal().merchantId(), entry.renewal());
        }
      }
      byMerchant.put(latest.merchantId(), latest);
      byMerchant.values().stream()
          .filter(renewal -> renewal.carrierId().equals(carrier))
          .forEach(renewal -> renewals.add(renewal.renewalId()));
      return renewals;
    }

    private Set<String> idsOf(Judged judged) {
      assertThat(judged).as(name).isInstanceOf(Judged.Applied.class);
      List<String> ids = ((Judged.Applied) judged).news().stream().map(CardNews::updateId).toList();
      assertThat(ids).as(name).doesNotHaveDuplicates();
      return new HashSet<>(ids);
    }
  }
}
