package renewals.portal.merchant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;
import renewals.schemas.query.QueryResponses;
import renewals.testing.Chromium;

/** Pictures of the pages for people to look at: {@code -Dtest=PageShots -Dshots=FOLDER}. */
@EnabledIfSystemProperty(named = "shots", matches = ".+")
class PageShots {

  private static final int PHONE = 360;
  private static final int PHONE_HEIGHT = 740;

  private static final QueryResponses.Announcement NEWS =
      new QueryResponses.Announcement(
          "fees-2027",
          1,
          "FEES",
          "2027 年起流量卡资费调整",
          "自 2027 年 1 月 1 日起，月套餐由 50 元调整为 48 元；已付费的套餐不受影响。",
          "New fees from 2027 on",
          "From 1 January 2027 a month costs 48 instead of 50 yuan. What is paid stays as it is.",
          "https://example.com/fees",
          "2026-12-31T16:00:00Z",
          null);

  @Test
  void shouldShowEveryPageAtPhoneAndDesktopWidthInBothLanguages() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    for (String language : new String[] {"zh-CN", "en"}) {
      try (PageServer server = PageServer.start();
          Chromium chromium = Chromium.start(language)) {
        server.renewals.put(
            Samples.usable("R-stopped"),
            Samples.card(
                Samples.usage(850_000_000L, null),
                new QueryResponses.CardStatus("SUSPENDED", "NO_REAL_NAME", Samples.at(-60))));
        server.renewals.put(
            Samples.usable("R-used-up"), Samples.card(Samples.usage(1_200_000_000L, null), null));
        server.renewals.put(
            Samples.usable("R-low"),
            Samples.card(Samples.usage(850_000_000L, "2026-11-30T02:00:00Z"), null));
        server.renewals.put(
            Samples.waitingForReview("R-review-stopped"),
            Samples.card(null, new QueryResponses.CardStatus("CLOSED", null, Samples.at(-60))));
        server.renewals.put(Samples.usable("R-news"));
        server.renewals.list("M-1", List.of(Samples.cardsOfEveryState("M-1")));
        for (int width : new int[] {PHONE, 1280}) {
          for (String page :
              new String[] {
                "ask",
                "review",
                "overdue",
                "outage",
                "usable",
                "rejected",
                "payment",
                "refunded",
                "early",
                "early-payment",
                "early-lapsed",
                "early-rejected",
                "early-refunded",
                "early-stalled",
                "close",
                "quote",
                "quoted",
                "quoted-warned",
                "quote-of-card",
                "lapsed",
                "stalled",
                "request",
                "stopped",
                "used-up",
                "low",
                "review-stopped",
                "news",
                "cards",
                "cards-stopped",
                "cards-no-link",
                "away"
              }) {
            server.renewals.warn(
                page.equals("quoted-warned")
                    ? new String[] {"CUTOFF_PASSED", "EXPIRES_BEFORE_USABLE"}
                    : new String[0]);
            String url =
                switch (page) {
                  case "ask" -> server.url() + "/";
                  case "quote" -> server.url() + "/quote";
                  case "quoted", "quoted-warned" ->
                      server.url() + "/quote?carrier=cmcc&count=1&unit=M&until=2026-12-31";
                  case "cards" -> server.linkToCards("M-1");
                  case "cards-stopped" -> server.linkToCards("M-1") + "&show=stopped";
                  case "cards-no-link" -> server.url() + "/m/M-1";
                  case "quote-of-card" -> server.link("R-usable").replace("?t=", "/quote?t=");
                  default -> server.link("R-" + page);
                };
            server.renewals.announceOnly(page.equals("news") ? List.of(NEWS) : List.of());
            if (page.equals("away")) {
              server.renewals.goAway();
              url = server.link("R-usable");
            } else {
              server.renewals.comeBack();
            }
            chromium.driver().get(url);
            size(chromium, width, width < 500 ? PHONE_HEIGHT : 900, width < 500);
            size(chromium, width, heightOf(chromium), width < 500);
            byte[] png = chromium.driver().getScreenshotAs(OutputType.BYTES);
            Files.write(folder.resolve("%s-%d-%s.png".formatted(page, width, language)), png);
          }
        }
      }
    }
  }

  /** The picture of the README: three states of a phone side by side. */
  @Test
  void shouldShowThreeStatesSideBySide() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    List<String> row = new ArrayList<>();
    try (PageServer server = PageServer.start();
        Chromium chromium = Chromium.start("en")) {
      for (String renewal : new String[] {"R-review", "R-early", "R-usable"}) {
        size(chromium, PHONE, PHONE_HEIGHT, true);
        chromium.driver().get(server.link(renewal));
        row.add(chromium.driver().getScreenshotAs(OutputType.BASE64));
      }
      sideBySide(chromium, row, PHONE_HEIGHT, folder.resolve("states.png"));
    }
  }

  /**
   * Each state of a renewal, with a card that works, is stopped, is closed and has no data left.
   */
  @Test
  void shouldShowEachStateOfARenewalWithEachOfItsCard() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    List<QueryResponses.Card> cards =
        List.of(
            Samples.card(Samples.usage(300_000_000L, null), null),
            Samples.card(null, new QueryResponses.CardStatus("SUSPENDED", "RISK", Samples.at(-60))),
            Samples.card(null, new QueryResponses.CardStatus("CLOSED", null, Samples.at(-60))),
            Samples.card(Samples.usage(1_200_000_000L, null), null));
    Map<String, QueryResponses.Renewal> states = new TreeMap<>(Samples.ofEveryState());
    states.putAll(Samples.ofACardThatWorks());
    for (String language : new String[] {"zh-CN", "en"}) {
      try (PageServer server = PageServer.start();
          Chromium chromium = Chromium.start(language)) {
        for (int width : new int[] {PHONE, 1280}) {
          for (Map.Entry<String, QueryResponses.Renewal> state : states.entrySet()) {
            List<String> row = new ArrayList<>();
            int height = PHONE_HEIGHT;
            for (QueryResponses.Card card : cards) {
              server.renewals.put(state.getValue(), card);
              size(chromium, width, PHONE_HEIGHT, width < 500);
              chromium.driver().get(server.link(state.getValue().renewalId()));
              height = Math.max(height, heightOf(chromium));
              size(chromium, width, heightOf(chromium), width < 500);
              row.add(chromium.driver().getScreenshotAs(OutputType.BASE64));
            }
            Path file =
                folder.resolve("each-%s-%d-%s.png".formatted(state.getKey(), width, language));
            sideBySide(chromium, row, height * PHONE / width, file);
          }
        }
      }
    }
  }

  /** A few of them in the dark. */
  @Test
  void shouldShowPagesInTheDark() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    for (String language : new String[] {"zh-CN", "en"}) {
      try (PageServer server = PageServer.start();
          Chromium chromium = Chromium.start(language)) {
        inTheDark(chromium);
        server.renewals.list("M-1", List.of(Samples.cardsOfEveryState("M-1")));
        server.renewals.put(
            Samples.usable("R-stopped"),
            Samples.card(
                null, new QueryResponses.CardStatus("SUSPENDED", "NO_REAL_NAME", Samples.at(-60))));
        server.renewals.put(
            Samples.usable("R-used-up"), Samples.card(Samples.usage(1_200_000_000L, null), null));
        List<String> urls = new ArrayList<>();
        for (String renewal :
            List.of("usable", "early", "early-rejected", "stopped", "used-up", "payment")) {
          urls.add(server.link("R-" + renewal));
        }
        urls.add(server.linkToCards("M-1"));
        urls.add(server.url() + "/quote?carrier=cmcc&count=1&unit=M&until=2026-12-31");
        List<String> row = new ArrayList<>();
        int height = PHONE_HEIGHT;
        for (String url : urls) {
          size(chromium, PHONE, PHONE_HEIGHT, true);
          chromium.driver().get(url);
          height = Math.max(height, heightOf(chromium));
          size(chromium, PHONE, heightOf(chromium), true);
          row.add(chromium.driver().getScreenshotAs(OutputType.BASE64));
        }
        sideBySide(chromium, row, height, folder.resolve("dark-%s.png".formatted(language)));
      }
    }
  }

  private static void inTheDark(Chromium chromium) {
    chromium
        .driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  /** Puts pictures beside each other, each as wide as a phone. */
  private static void sideBySide(Chromium chromium, List<String> pictures, int height, Path file)
      throws IOException {
    StringBuilder row = new StringBuilder();
    pictures.forEach(
        png -> row.append("<img src='data:image/png;base64,").append(png).append("'>"));
    Path page = Files.createTempFile(file.getParent(), "row", ".html");
    Files.writeString(
        page,
        """
        <!doctype html><style>body{margin:16px;display:flex;gap:16px;align-items:start;background:#8a9099}
        img{width:%dpx;border-radius:14px}</style>%s\
        """
            .formatted(PHONE, row));
    int count = pictures.size();
    size(chromium, count * PHONE + (count + 1) * 16, height + 2 * 16, false);
    chromium.driver().get(page.toUri().toString());
    Files.write(file, chromium.driver().getScreenshotAs(OutputType.BYTES));
    Files.delete(page);
  }

  /** Of the whole page, at least that of the window. */
  private static int heightOf(Chromium chromium) {
    return Math.toIntExact(
        (Long) chromium.driver().executeScript("return document.documentElement.scrollHeight"));
  }

  private static void size(Chromium chromium, int width, int height, boolean isMobile) {
    chromium
        .driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", isMobile));
  }
}
