package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;
import renewals.testing.Chromium;

/** What axe-core, the checker of accessibility, finds on the pages: nothing. */
class AccessibilityTest {

  private static final String FINDINGS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, arguments[0]).then(found => done(found.violations.flatMap(rule =>
          rule.nodes.map(node => rule.id + ' at ' + node.target + ': ' + node.failureSummary))));
      """;

  /** What it looks at is the same; of what is in order it says no more than that. */
  private static final List<String> SAID = List.of("violations");

  private static Chromium chromium;
  private static PageServer server;
  private static String axe;

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start("en");
    browser().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    server = PageServer.start();
    try (InputStream script = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static ChromeDriver browser() {
    return chromium.driver();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void shouldFindNothingOnThePageOfAnyState(String language) {
    Map<String, Object> found = new TreeMap<>();

    found.put("/", findings(server.url() + "/?lang=" + language));
    found.put("/nope", findings(server.url() + "/nope?lang=" + language));
    found.put("/quote", findings(server.url() + "/quote?lang=" + language));
    String typed = "/quote?carrier=cmcc&count=1&unit=M&lang=" + language;
    found.put("a quote", findings(server.url() + typed));
    server.renewals.list("M-1", List.of(Samples.cardsOfEveryState("M-1")));
    found.put("/m/M-1", findings(server.linkToCards("M-1") + "&lang=" + language));
    found.put("/m without a link", findings(server.url() + "/m/M-1?lang=" + language));
    for (String renewalId : Samples.ofEveryState().keySet()) {
      found.put(renewalId, findings(server.link(renewalId) + "&lang=" + language));
    }
    for (String renewalId : Samples.ofACardThatWorks().keySet()) {
      found.put(renewalId, findings(server.link(renewalId) + "&lang=" + language));
    }

    assertThat(found).allSatisfy((page, findings) -> assertThat(findings).isEqualTo(List.of()));
  }

  /** By day all that it looks for, by night what colours alone decide. */
  private static List<Object> findings(String url) {
    show("light");
    browser().get(url);
    browser().executeScript(axe);
    Object byDay = browser().executeAsyncScript(FINDINGS, Map.of("resultTypes", SAID));
    show("dark");
    Map<String, Object> colours = Map.of("runOnly", List.of("color-contrast"), "resultTypes", SAID);
    Object byNight = browser().executeAsyncScript(FINDINGS, colours);
    return Stream.of(byDay, byNight)
        .flatMap(found -> ((List<?>) Objects.requireNonNull(found)).stream())
        .<Object>map(finding -> finding)
        .toList();
  }

  private static void show(String scheme) {
    browser()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }
}
