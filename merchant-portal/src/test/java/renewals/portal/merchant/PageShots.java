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
        for (int width : new int[] {390, 1280}) {
          for (String page :
              new String[] {
                "ask",
                "review",
                "overdue",
                "outage",
                "usable",
                "rejected",
                "payment",
                "lapsed",
                "stalled",
                "request",
                "away"
              }) {
            String url = page.equals("ask") ? server.url() + "/" : server.link("R-" + page);
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
