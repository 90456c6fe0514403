package renewals.activation.announcement.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announced.Heard;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.model.Audience;
import renewals.testing.Thorough;

/**
 * Random histories of announcements, renewals and outages over several partitions, against a model
 * that shares no code with the rules: whoever had a fitting card all along is told once of each
 * revision that held to the end, nobody twice, and nobody whose cards never fitted.
 */
class AnnouncementHistoriesTest {

  private static final int HISTORIES = Thorough.of(10_000);
  private static final int STEPS = 40;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration UNENDING = Duration.ofDays(100);

  private static final List<String> MERCHANTS = List.of("M-1", "M-2", "M-3", "M-4");
  private static final List<String> CARRIERS = List.of("cmcc", "cucc");
  private static final List<String> CHANNELS = List.of("app", "pos");
  private static final List<String> PLANS = List.of("p1", "p2");
  private static final int CARDS = 12;

  @Test
  void shouldTellEachMerchantOncePerRevisionThroughOutages() {
    long seed = System.nanoTime();
    int told = 0;
    for (int i = 0; i < HISTORIES; i++) {
      told += new History(seed + i).played();
    }

    assertThat(told).as("merchants told, seed %d", seed).isGreaterThan(HISTORIES);
  }

  /** What is known of a card, as the model sees it. */
  private record Held(
      String merchantId, String carrierId, String channelId, String planId, Instant until) {}

  /** One revision, as the model sees it. */
  private static final class Published {
    final Announcement said;
    final Instant at;

    /** Cards that have fitted since it came, by their key, and the merchant that they had. */
    final Map<String, String> allAlong = new HashMap<>();

    /** Merchants that had a fitting card at some moment since it came. */
    final Set<String> atSomeTime = new HashSet<>();

    boolean replaced;

    Published(Announcement said, Instant at) {
      this.said = said;
      this.at = at;
    }

    boolean concerns(Held card, Instant now) {
      Audience audience = said.audience();
      return card.until().isAfter(now)
          && (audience.carrierIds() == null || audience.carrierIds().contains(card.carrierId()))
          && (audience.channelIds() == null || audience.channelIds().contains(card.channelId()))
          && (audience.planIds() == null
              || (card.planId() != null && audience.planIds().contains(card.planId())));
    }

    Instant end() {
      return said.endsAt() == null ? at.plus(UNENDING) : said.endsAt();
    }

    String name() {
      return said.announcementId() + "/" + said.revision();
    }
  }

  /** One history: the graph's own parts on one side, the model on the other. */
  private static final class History {
    private final long seed;
    private final Random random;
    private final WalkedPartitions graph;
    private final Map<String, Held> cards = new LinkedHashMap<>();
    private final Map<String, Announced> register = new HashMap<>();
    private final List<Published> published = new ArrayList<>();
    private Instant now = START;

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.graph =
          new WalkedPartitions(1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(4));
    }

    /** Plays it to its end; returns how many were told. */
    int played() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0, 1 -> renew();
          case 2, 3 -> announce();
          case 4 -> pass(Duration.ofMinutes(random.nextInt(5_000)));
          case 5 -> graph.crash(random);
          default -> graph.work(random, now, now.minusSeconds(random.nextInt(3) * 3_600L));
        }
      }
      graph.workOff(now);
      judge();
      return graph.told().size();
    }

    private void renew() {
      String card = "8986000000000000%03d".formatted(random.nextInt(CARDS));
      Held held =
          new Held(
              any(MERCHANTS),
              any(CARRIERS),
              any(CHANNELS),
              random.nextInt(6) == 0 ? null : any(PLANS),
              now.plus(Duration.ofHours(1 + random.nextInt(1_500))));
      cards.put(card, held);
      graph.book(
          card,
          held.merchantId(),
          held.carrierId(),
          held.channelId(),
          held.planId(),
          held.until(),
          now);
      look();
    }

    private void announce() {
      Announcement said = announcement();
      Heard heard = Announced.hear(register.get(said.announcementId()), said, now, null);
      Published known =
          published.stream()
              .filter(one -> one.said.announcementId().equals(said.announcementId()))
              .reduce((first, second) -> second)
              .orElse(null);
      boolean newer = known == null || said.revision() > known.said.revision();
      assertThat(heard instanceof Heard.Newer).as("newer, seed %d", seed).isEqualTo(newer);
      if (heard instanceof Heard.Newer it) {
        register.put(said.announcementId(), it.now());
        graph.take(it.now());
        if (known != null) {
          known.replaced = true;
        }
        Published fresh = new Published(said, now);
        published.add(fresh);
        cards.forEach(
            (key, card) -> {
              if (fresh.concerns(card, now)) {
                fresh.allAlong.put(key, card.merchantId());
              }
            });
        look();
      }
    }

    private void pass(Duration time) {
      now = now.plus(time);
      graph.remind(now);
      look();
    }

    /** What the model sees of this moment. */
    private void look() {
      for (Published one : published) {
        cards.forEach(
            (key, card) -> {
              boolean fits = one.concerns(card, now);
              if (fits) {
                one.atSomeTime.add(card.merchantId());
              }
              if (!fits || !card.merchantId().equals(one.allAlong.get(key))) {
                one.allAlong.remove(key);
              }
            });
      }
    }

    private void judge() {
      Map<String, Set<String>> toldOf = new HashMap<>();
      for (WalkedPartitions.Told told : graph.told()) {
        boolean first =
            toldOf.computeIfAbsent(told.name(), name -> new HashSet<>()).add(told.merchantId());
        assertThat(first).as("%s told once, seed %d", told, seed).isTrue();
      }
      for (Published one : published) {
        Set<String> told = toldOf.getOrDefault(one.name(), Set.of());
        assertThat(one.atSomeTime).as("of %s, seed %d", one.name(), seed).containsAll(told);
        if (!one.replaced && one.end().isAfter(now)) {
          assertThat(told)
              .as("of %s, seed %d", one.name(), seed)
              .containsAll(one.allAlong.values());
        }
        for (WalkedPartitions.Told each : graph.told()) {
          if (each.name().equals(one.name())) {
            assertThat(each.at()).as("%s, seed %d", each, seed).isBefore(one.end());
          }
        }
      }
    }

    private Announcement announcement() {
      return new Announcement(
          "A" + random.nextInt(3),
          random.nextInt(6),
          Announcement.Kind.FEES,
          new Audience(some(CARRIERS), some(CHANNELS), some(PLANS)),
          now,
          random.nextInt(3) == 0 ? now.plus(Duration.ofHours(random.nextInt(200) - 50)) : null,
          new Announcement.LocalizedText("标题", "内容", "Title", "Text", null));
    }

    private Set<String> some(List<String> all) {
      return random.nextInt(3) > 0 ? null : Set.of(any(all));
    }

    private String any(List<String> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
