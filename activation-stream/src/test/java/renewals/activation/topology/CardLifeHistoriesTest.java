package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.cardreport.model.UsageRules;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * Random lives of cards through the whole graph: renewals, their refunds, reports of usage,
 * statuses and announcements in one history, shuffled, doubled, late and corrected, many cards at
 * once; against a model that was written from the rules alone and is asked after every record.
 *
 * <p>A part of them in every build; all: {@code -Dtest=CardLifeHistoriesTest -Dhistories=10000}.
 */
class CardLifeHistoriesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 100);

  /** Told three or four times in a hundred histories, so that a few may go without. */
  private static final String SELDOM = "CARD_RESUMED";

  private static final int MANY = 1_000;

  /** So many share a graph, and are played by turns. */
  private static final int TOGETHER = 50;

  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration PERIOD = Duration.ofDays(60);
  private static final long DUE = 5_000;
  private static final long BOUGHT = 1_000;
  private static final List<String> CARRIERS = List.of("cmcc", "cucc", "stranger");
  private static final Set<UpdateKind> NEWS =
      Set.of(
          UpdateKind.DATA_LOW,
          UpdateKind.DATA_USED_UP,
          UpdateKind.CARD_SUSPENDED,
          UpdateKind.CARD_RESUMED,
          UpdateKind.CARD_CLOSED,
          UpdateKind.ANNOUNCEMENT);

  @Test
  void shouldTellOfACardWhatItsHistoryDemandsAndNothingElse() {
    long seed = System.nanoTime();
    Map<String, Integer> told = new TreeMap<>();
    for (int first = 0; first < HISTORIES; first += TOGETHER) {
      Random random = new Random(seed + first);
      try (Pipeline pipeline = new Pipeline(START)) {
        List<Life> playing = new ArrayList<>();
        for (int i = first; i < Math.min(first + TOGETHER, HISTORIES); i++) {
          playing.add(new Life(i, new Random(seed + i), "seed %d, card %d".formatted(seed, i)));
        }
        List<Life> all = List.copyOf(playing);
        while (!playing.isEmpty()) {
          Life life = playing.get(random.nextInt(playing.size()));
          if (!life.step(pipeline, told)) {
            playing.remove(life);
          }
          pipeline.advance(Duration.ofSeconds(2 + random.nextInt(20)));
        }
        all.forEach(life -> life.compareEnd(pipeline));
      }
    }

    if (HISTORIES >= MANY) {
      assertThat(told).as("seed %d", seed).containsKey(SELDOM);
    }
    told.remove(SELDOM);
    assertThat(told.keySet())
        .as("seed %d", seed)
        .containsExactlyInAnyOrder(
            "ANNOUNCEMENT", "CARD_CLOSED", "CARD_SUSPENDED", "DATA_LOW", "DATA_USED_UP", "dead");
  }

  /** A renewal that came to count. */
  private static final class Period {
    final String renewalId;
    final String merchantId;
    final String carrierId;
    final Instant from;
    boolean reversed;

    Period(String renewalId, String merchantId, String carrierId, Instant from) {
      this.renewalId = renewalId;
      this.merchantId = merchantId;
      this.carrierId = carrierId;
      this.from = from;
    }

    boolean holds(Instant at) {
      return !reversed && !from.isAfter(at) && from.plus(PERIOD).isAfter(at);
    }
  }

  /** One card, its events and what must become of it. */
  private static final class Life {
    private final String name;
    private final String card;
    private final String channel;
    private final Random random;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final Map<String, RenewalRequested> requests = new HashMap<>();
    private final Map<String, Set<String>> facts = new HashMap<>();
    private final List<Period> periods = new ArrayList<>();
    private @Nullable Period reversedLast;
    private final Map<String, CardUsage> usage = new HashMap<>();
    private final Map<String, CardStatus> status = new HashMap<>();
    private final Map<String, Integer> reachedBefore = new HashMap<>();
    private final Map<String, Announcement> announced = new HashMap<>();
    private int next;

    Life(int number, Random random, String name) {
      this.name = name;
      this.random = random;
      this.card = "8986%015d".formatted(number);
      this.channel = "channel-" + number;
      for (int renewal = 0; renewal < 1 + random.nextInt(3); renewal++) {
        renew("R%d-%d".formatted(number, renewal));
      }
      for (int report = 0; report < 4 + random.nextInt(12); report++) {
        events.add(random.nextInt(3) == 0 ? anyStatus() : anyUsage(report));
      }
      for (int news = 0; news < 1 + random.nextInt(4); news++) {
        events.add(anyAnnouncement("A%d-%d".formatted(number, random.nextInt(2))));
      }
      for (SpecificRecord event : List.copyOf(events)) {
        if (random.nextInt(4) == 0) {
          events.add(event);
        }
      }
      Collections.shuffle(events, random);
      // most cards are known when the first is said of them
      if (random.nextInt(4) > 0) {
        events.sort(Comparator.comparing(event -> !renewalOf(event).endsWith("-0")));
      }
    }

    /** Empty for what is no fact of a renewal. */
    private static String renewalOf(SpecificRecord event) {
      return switch (event) {
        case RenewalRequested request -> request.getRenewalId();
        case PaymentEvent payment -> payment.getRenewalId();
        case CarrierReview review -> review.getRenewalId();
        default -> "";
      };
    }

    /** Lets the next event come; false where there is none left. */
    boolean step(Pipeline pipeline, Map<String, Integer> counts) {
      if (next == events.size()) {
        return refund(pipeline, counts);
      }
      take(events.get(next++), pipeline, counts);
      return true;
    }

    /** At the end what counts last may be given back, and is reported of once more. */
    private boolean refund(Pipeline pipeline, Map<String, Integer> counts) {
      Period latest = latest();
      if (latest == null || latest.reversed || random.nextInt(3) > 0) {
        return false;
      }
      PaymentEvent refund =
          Events.settled(latest.renewalId, latest.renewalId + "-back", DUE, START);
      refund.setChannelId(channel);
      refund.setStatus(PaymentStatus.REFUNDED);
      events.add(refund);
      CardStatus status = anyStatus();
      status.setRevision(9L);
      events.add(status);
      CardUsage usage = anyUsage(99);
      usage.setAsOf(START.plus(Duration.ofHours(20)));
      events.add(usage);
      events.add(anyAnnouncement("A-of-" + channel));
      take(events.get(next++), pipeline, counts);
      return true;
    }

    private void take(SpecificRecord event, Pipeline pipeline, Map<String, Integer> counts) {
      Map<String, Integer> expected = new TreeMap<>();
      boolean dead =
          switch (event) {
            case CardUsage report -> used(report, expected);
            case CardStatus word -> stands(word, expected);
            case Announcement news -> announces(news, pipeline.now(), expected);
            default -> {
              counts(event, pipeline.now());
              yield false;
            }
          };
      pipeline.take(event);
      // a walk begins with the next tick, and goes on with those after
      for (int tick = 0; tick < 3; tick++) {
        pipeline.advance(Duration.ofSeconds(1));
      }
      Map<String, Integer> found = new TreeMap<>();
      for (RenewalUpdate update : pipeline.updates()) {
        if (NEWS.contains(update.getKind())) {
          found.merge(said(update), 1, Integer::sum);
          counts.merge(update.getKind().name(), 1, Integer::sum);
        }
      }
      assertThat(found).as("%s, event %d: %s", name, next, event).isEqualTo(expected);
      assertThat(pipeline.deadLetters())
          .as("%s, event %d: %s", name, next, event)
          .hasSize(dead ? 1 : 0);
      if (dead) {
        counts.merge("dead", 1, Integer::sum);
      }
    }

    private static String said(RenewalUpdate update) {
      return update.getKind() == UpdateKind.ANNOUNCEMENT
          ? "%s/%d to %s"
              .formatted(
                  update.getAnnouncement().getAnnouncementId(),
                  update.getAnnouncement().getRevision(),
                  update.getMerchantId())
          : "%s of %s to %s"
              .formatted(update.getKind(), update.getRenewalId(), update.getMerchantId());
    }

    /** It counts once request, payment and approval are there; what is given back ends that. */
    private void counts(SpecificRecord event, Instant now) {
      String renewalId = renewalOf(event);
      Set<String> known = facts.computeIfAbsent(renewalId, any -> new TreeSet<>());
      boolean isRefund =
          event instanceof PaymentEvent payment && payment.getStatus() == PaymentStatus.REFUNDED;
      boolean isNew = known.add(event.getClass().getSimpleName() + isRefund);
      if (isRefund) {
        periods.stream()
            .filter(one -> one.renewalId.equals(renewalId))
            .forEach(
                one -> {
                  one.reversed = true;
                  reversedLast = one;
                });
      } else if (isNew && known.size() == 3) {
        RenewalRequested request =
            Objects.requireNonNull(requests.get(renewalId), "was made with it");
        Instant from = now;
        for (Period one : periods) {
          Instant until = one.from.plus(PERIOD);
          from = !one.reversed && until.isAfter(from) ? until : from;
        }
        periods.add(new Period(renewalId, request.getMerchantId(), request.getCarrierId(), from));
      }
    }

    private boolean used(CardUsage report, Map<String, Integer> expected) {
      CardUsage known = usage.get(report.getCarrierId());
      int order = known == null ? 1 : momentOf(report).compareTo(momentOf(known));
      if (order <= 0) {
        return order == 0
            && !(report.getUsedBytes() == known.getUsedBytes()
                && Objects.equals(report.getAllowanceBytes(), known.getAllowanceBytes()));
      }
      usage.put(report.getCarrierId(), report);
      long allowance = allowance(report);
      int reached = 0;
      if (allowance > 0) {
        reached =
            report.getUsedBytes() >= allowance
                ? 100
                : report.getUsedBytes() * 10 >= allowance * 8 ? 80 : 0;
      }
      String mark = "%s/%s/%d".formatted(report.getCarrierId(), report.getPeriodStart(), allowance);
      Map<String, Period> concerned = concerned(report.getCarrierId());
      if (reached > reachedBefore.getOrDefault(mark, 0) && !concerned.isEmpty()) {
        reachedBefore.put(mark, reached);
        UpdateKind kind = reached == 100 ? UpdateKind.DATA_USED_UP : UpdateKind.DATA_LOW;
        tell(kind, concerned, expected);
      }
      return false;
    }

    private boolean stands(CardStatus word, Map<String, Integer> expected) {
      CardStatus known = status.get(word.getCarrierId());
      if (known != null && word.getRevision() <= known.getRevision()) {
        return word.getRevision() == known.getRevision() && !standing(word).equals(standing(known));
      }
      status.put(word.getCarrierId(), word);
      String was = known == null ? "ACTIVE/null" : standing(known);
      if (!standing(word).equals(was)) {
        UpdateKind kind =
            switch (word.getState()) {
              case SUSPENDED -> UpdateKind.CARD_SUSPENDED;
              case CLOSED -> UpdateKind.CARD_CLOSED;
              default -> UpdateKind.CARD_RESUMED;
            };
        tell(kind, concerned(word.getCarrierId()), expected);
      }
      return false;
    }

    private boolean announces(Announcement news, Instant now, Map<String, Integer> expected) {
      Announcement known = announced.get(news.getAnnouncementId());
      if (known != null && news.getRevision() <= known.getRevision()) {
        return news.getRevision() == known.getRevision() && !news.equals(known);
      }
      announced.put(news.getAnnouncementId(), news);
      Period latest = latest();
      boolean works =
          periods.stream().anyMatch(one -> !one.reversed && one.from.plus(PERIOD).isAfter(now));
      if (latest != null
          && works
          && (news.getCarrierIds() == null || news.getCarrierIds().contains(latest.carrierId))) {
        expected.put(
            "%s/%d to %s"
                .formatted(news.getAnnouncementId(), news.getRevision(), latest.merchantId),
            1);
      }
      return false;
    }

    private static void tell(
        UpdateKind kind, Map<String, Period> concerned, Map<String, Integer> expected) {
      concerned.forEach(
          (merchantId, period) ->
              expected.put("%s of %s to %s".formatted(kind, period.renewalId, merchantId), 1));
    }

    /** Each merchant's latest that counts, and the card's latest, where they are that carrier's. */
    private Map<String, Period> concerned(String carrierId) {
      Map<String, Period> byMerchant = new LinkedHashMap<>();
      periods.stream()
          .filter(one -> !one.reversed)
          .forEach(one -> byMerchant.put(one.merchantId, one));
      Period latest = latest();
      if (latest != null) {
        byMerchant.put(latest.merchantId, latest);
      }
      byMerchant.values().removeIf(one -> !one.carrierId.equals(carrierId));
      return byMerchant;
    }

    private @Nullable Period latest() {
      return periods.stream()
          .filter(one -> !one.reversed)
          .reduce((one, later) -> later)
          .orElse(reversedLast);
    }

    /** 0 where it is unknown. */
    private long allowance(CardUsage report) {
      if (report.getAllowanceBytes() != null) {
        return report.getAllowanceBytes();
      }
      return periods.stream().anyMatch(one -> one.holds(report.getAsOf())) ? BOUGHT : 0;
    }

    /** What is known and shown once all has come. */
    void compareEnd(Pipeline pipeline) {
      for (String carrier : CARRIERS) {
        Reported reported = pipeline.reportedOf(card, carrier);
        CardStatus word = status.get(carrier);
        CardUsage report = usage.get(carrier);
        assertThat(
                reported == null || reported.status() == null
                    ? "null"
                    : reported.status().state() + "/" + reported.status().cause())
            .as(name)
            .isEqualTo(word == null ? "null" : standing(word));
        UsageRules.Usage shown = UsageRules.now(reported, pipeline.ledgerOf(card), pipeline.now());
        boolean begunSince =
            report != null
                && periods.stream()
                    .anyMatch(
                        one ->
                            !one.reversed
                                && one.from.isAfter(report.getAsOf())
                                && !one.from.isAfter(pipeline.now()));
        if (report == null || begunSince) {
          assertThat(shown).as(name).isNull();
        } else {
          long allowance = allowance(report);
          assertThat(shown).as(name).isNotNull();
          assertThat(shown.usedBytes()).as(name).isEqualTo(report.getUsedBytes());
          assertThat(shown.remainingBytes())
              .as(name)
              .isEqualTo(
                  allowance == 0 ? null : (Long) Math.max(0, allowance - report.getUsedBytes()));
        }
      }
    }

    private void renew(String renewalId) {
      String carrier = CARRIERS.get(random.nextInt(2));
      RenewalRequested request = Events.requested(renewalId, START);
      request.setIccid(card);
      request.setChannelId(channel);
      request.setCarrierId(carrier);
      request.setMerchantId("M-%s-%d".formatted(channel, random.nextInt(2)));
      request.getPlan().setValidity("P60D");
      request.getPlan().setDataBytes(BOUGHT);
      PaymentEvent payment = Events.settled(renewalId, renewalId + "-p", DUE, START);
      payment.setChannelId(channel);
      CarrierReview review = Events.approved(renewalId, renewalId + "-v", START);
      review.setCarrierId(carrier);
      requests.put(renewalId, request);
      events.addAll(List.of(request, payment, review));
    }

    private CardUsage anyUsage(int number) {
      Instant period = START.minus(Duration.ofDays(1 + 10L * random.nextInt(2)));
      boolean before = random.nextInt(4) == 0;
      long[] used = {0, 799, 800, 999, 1_000, 1_600, 5_000};
      Long[] allowances = {0L, 1_000L, 2_000L};
      return new CardUsage(
          "U-%s-%d".formatted(card, number),
          CARRIERS.get(random.nextInt(CARRIERS.size())),
          card,
          period,
          null,
          used[random.nextInt(used.length)],
          random.nextInt(3) == 0 ? allowances[random.nextInt(allowances.length)] : null,
          before
              ? period.plus(Duration.ofHours(random.nextInt(6)))
              : START.plus(Duration.ofHours(12L + random.nextInt(6))));
    }

    private CardStatus anyStatus() {
      CardState[] states = {CardState.ACTIVE, CardState.SUSPENDED, CardState.CLOSED};
      CardCause[] causes = {CardCause.RISK, CardCause.OWNER};
      CardState state = states[random.nextInt(states.length)];
      return new CardStatus(
          CARRIERS.get(random.nextInt(CARRIERS.size())),
          card,
          state,
          state == CardState.ACTIVE ? null : causes[random.nextInt(causes.length)],
          null,
          START,
          (long) random.nextInt(4));
    }

    private Announcement anyAnnouncement(String id) {
      return Announcement.newBuilder()
          .setAnnouncementId(id)
          .setKind(AnnouncementKind.FEES)
          .setCarrierIds(random.nextBoolean() ? null : List.of(CARRIERS.get(random.nextInt(2))))
          .setChannelIds(List.of(channel))
          .setEffectiveAt(START.plus(PERIOD))
          .setTitleZh("资费调整")
          .setTextZh("资费调整。")
          .setTitleEn("Fees change")
          .setTextEn(random.nextBoolean() ? "Fees change." : "Fees change soon.")
          .setRevision((long) random.nextInt(4))
          .build();
    }

    private static Duration momentOf(CardUsage report) {
      long days = Duration.between(START, report.getPeriodStart()).toDays();
      return Duration.ofDays(1_000 * days).plus(Duration.between(START, report.getAsOf()));
    }

    private static String standing(CardStatus word) {
      return word.getState() + "/" + word.getCause();
    }
  }
}
