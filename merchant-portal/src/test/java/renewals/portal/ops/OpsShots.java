package renewals.portal.ops;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;
import renewals.kit.http.ServiceHttp;
import renewals.portal.ops.OpsFigures.ProcessingTime;
import renewals.portal.ops.OpsFigures.Promised;
import renewals.portal.ops.OpsFigures.StuckMoney;
import renewals.testing.Chromium;
import renewals.testing.KnownSchemas;

/** Pictures of the operators' page: {@code -Dtest=OpsShots -Dshots=FOLDER}. */
@EnabledIfSystemProperty(named = "shots", matches = ".+")
class OpsShots {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void shouldShowTheOperatorsPageAtPhoneAndDesktopWidth() throws Exception {
    Path folder = Files.createDirectories(Path.of(System.getProperty("shots")));
    KnownSchemas registry = new KnownSchemas();
    UndeliveredNotices notices = new UndeliveredNotices(registry, CLOCK);
    ListedLookup lookup =
        new ListedLookup(ListedLookup.waiting("R-1", "M-1", "T-1"), ListedLookup.usable("R-2"));
    RecentRenewals recent = new RecentRenewals(registry, CLOCK);
    recent.take(SearchPagesTest.told(registry, "R-1", "M-1", "T-1"));
    recent.take(SearchPagesTest.told(registry, "R-2", "M-1", "T-1"));
    OpsPages pages =
        new OpsPages(
            OpsShots::figures,
            new DeadLetterCounts(CLOCK),
            notices,
            new UnknownPayments(),
            new SearchPages(lookup, recent, notices, ZoneId.of("Asia/Shanghai"), CLOCK),
            Optional.empty(),
            ZoneId.of("Asia/Shanghai"),
            CLOCK);
    try (ServiceHttp server = ServiceHttp.startBare("127.0.0.1", 0, pages::routes);
        Chromium chromium = Chromium.start("en")) {
      show(chromium, 1280, 830, server.port(), "");
      Files.write(
          folder.resolve("operators.png"), chromium.driver().getScreenshotAs(OutputType.BYTES));
      for (int width : new int[] {390, 1280}) {
        for (String page : List.of("", "/find?text=T-1", "/renewals/R-1")) {
          show(chromium, width, 1900, server.port(), page);
          Files.write(
              folder.resolve("ops%s-%d.png".formatted(page.replaceAll("\\W", "-"), width)),
              chromium.driver().getScreenshotAs(OutputType.BYTES));
        }
      }
    }
  }

  private static void show(Chromium chromium, int width, int height, int port, String page) {
    chromium
        .driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    chromium.driver().get("http://127.0.0.1:%d/ops%s".formatted(port, page));
  }

  private static OpsFigures figures() {
    Map<String, Long> states = new LinkedHashMap<>();
    states.put("WAITING_FOR_PAYMENT", 120L);
    states.put("WAITING_FOR_REVIEW", 640L);
    states.put("USABLE", 18_230L);
    states.put("REJECTED", 210L);
    List<ProcessingTime> times = new ArrayList<>();
    List<Promised> promises = new ArrayList<>();
    for (String carrier : List.of("carrier-mobile", "carrier-unicom", "carrier-telecom")) {
      int factor = carrier.length() - 12;
      times.add(time(carrier + " · all channels", "request → paid", 240, 5400, 6100));
      times.add(time(carrier + " · app", "paid → decided", 2700L * factor, 24_000L * factor, 4100));
      times.add(
          time(carrier + " · bank-east", "paid → decided", 9000L * factor, 90_000L * factor, 800));
      promises.add(new Promised(carrier + " · app", "carrier and channel", 3700, 380));
      promises.add(new Promised(carrier + " · bank-east", "carrier", 520 / factor, 80));
    }
    return new OpsFigures(
        "3 of 4 partitions, from 1 instance; no answer from 10.0.0.2:8080; not counted: partition"
            + " 2, being moved or without an answer",
        false,
        states,
        List.of(new StuckMoney("CNY", 3_200_000, 45_000)),
        NOW,
        times,
        promises,
        List.of());
  }

  private static ProcessingTime time(
      String who, String step, long half, long nine, long observations) {
    return new ProcessingTime(
        who, step, Duration.ofSeconds(half), Duration.ofSeconds(nine), observations);
  }
}
