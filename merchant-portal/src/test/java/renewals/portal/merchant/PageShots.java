package renewals.portal.merchant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;
import renewals.testing.Chromium;

/** Pictures of the pages for people to look at: {@code -Dtest=PageShots -Dshots=FOLDER}. */
@EnabledIfSystemProperty(named = "shots", matches = ".+")
class PageShots {

  @Test
  void shouldShowEveryPageAtPhoneAndDesktopWidthInBothLanguages() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    for (String language : new String[] {"zh-CN", "en"}) {
      try (PageServer server = PageServer.start();
          Chromium chromium = Chromium.start(language)) {
        for (int width : new int[] {360, 1280}) {
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
                  case "quote-of-card" -> server.link("R-usable").replace("?t=", "/quote?t=");
                  default -> server.link("R-" + page);
                };
            if (page.equals("away")) {
              server.renewals.goAway();
              url = server.link("R-usable");
            } else {
              server.renewals.comeBack();
            }
            chromium.driver().get(url);
            chromium
                .driver()
                .executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of(
                        "width",
                        width,
                        "height",
                        width < 500 ? 740 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 500));
            byte[] png = chromium.driver().getScreenshotAs(OutputType.BYTES);
            Files.write(folder.resolve("%s-%d-%s.png".formatted(page, width, language)), png);
          }
        }
      }
    }
  }
}
