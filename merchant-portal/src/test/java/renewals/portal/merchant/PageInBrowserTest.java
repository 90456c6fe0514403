package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import renewals.testing.Chromium;
import renewals.testing.Patience;

/** The page as a merchant meets it: in a browser, at the width of a phone. */
class PageInBrowserTest {

  /** How often the page is looked at while something is waited for. */
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private static Chromium chromium;
  private PageServer server;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start("en");
    browser()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", true));
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void startServer() {
    server = PageServer.start();
    browser().get(server.url() + "/");
    browser().manage().deleteAllCookies();
  }

  @AfterEach
  void stopServer() {
    browser().get("about:blank");
    server.close();
  }

  private static ChromeDriver browser() {
    return chromium.driver();
  }

  private void ask(String renewalId, String tail) {
    browser().get(server.url() + "/");
    browser().findElement(By.id("renewal")).sendKeys(renewalId);
    browser().findElement(By.id("card")).sendKeys(tail);
    browser().findElement(By.cssSelector("button[type=submit]")).click();
  }

  private static String big() {
    return browser().findElement(By.id("big")).getText();
  }

  private static void await(By where, String text) {
    new WebDriverWait(browser(), Patience.LONG, BETWEEN)
        .until(ExpectedConditions.textToBePresentInElementLocated(where, text));
  }

  @Test
  void shouldAnswerWhoAsksAndGoLiveWithoutReload() {
    ask("R-review", Samples.TAIL);

    await(By.id("big"), "Expected by 14:30 today");
    await(By.id("connection"), "Updates by itself");
    browser().executeScript("window.notReloaded = true");
    server.change(Samples.usable("R-review"));

    await(By.id("big"), "Usable until 31 Dec 2026");
    assertThat(browser().executeScript("return window.notReloaded")).isEqualTo(true);
    assertThat(browser().getTitle()).startsWith("Usable until 31 Dec 2026");
    assertThat(browser().findElement(By.id("answer")).getAttribute("class")).contains("good");
    assertThat(browser().getPageSource()).doesNotContain(Samples.ICCID);
  }

  @Test
  void shouldTellOfARejectionWhileWaiting() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");

    server.change(Samples.rejected("R-review", "CARD_TERMINATED"));

    await(By.id("big"), "The card has been closed for good");
    assertThat(browser().findElement(By.cssSelector(".notes .act")).getText())
        .isEqualTo("Ask the provider of your terminal for a new card.");
  }

  @Test
  void shouldSayWhenTheExpectedTimeMovesAndWhatItWas() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");

    server.change(
        Samples.waitingWithout("R-review", Samples.expected(200, 300, "carrier", "OUTAGE")));

    await(By.id("big"), "Expected by 17:00 today");
    await(By.cssSelector(".notes"), "The time has changed: when you opened this page, it was by");
    await(By.cssSelector(".notes"), "14:30 today");
    await(By.cssSelector(".coming"), "by 17:00 today");
  }

  @Test
  void shouldSayThatItIsBeingMovedAndGoOnWhereTheConnectionLasts() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");
    browser().executeScript("window.notReloaded = true");

    server.renewals.move();
    server.change(Samples.usable("R-review"));
    await(By.id("connection"), "We're switching servers, trying again");
    assertThat(big()).isEqualTo("Expected by 14:30 today (23 Nov)");
    server.renewals.arrive();

    await(By.id("big"), "Usable until 31 Dec 2026");
    await(By.id("connection"), "Updates by itself");
    assertThat(browser().executeScript("return window.notReloaded")).isEqualTo(true);
  }

  @Test
  void shouldSayThatNobodyCanBeAskedAndGoOnByItselfOnceSomebodyCan() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");

    server.renewals.goAway();
    server.change(Samples.usable("R-review"));
    await(By.id("connection"), "The latest can't be looked up just now; we keep trying.");
    assertThat(big()).isEqualTo("Expected by 14:30 today (23 Nov)");
    server.renewals.comeBack();

    await(By.id("big"), "Usable until 31 Dec 2026");
    await(By.id("connection"), "Updates by itself");
  }

  @Test
  void shouldComeBackFromAPageThatCouldNotBeShown() {
    server.renewals.goAway();
    browser().get(server.link("R-usable"));
    await(By.tagName("h1"), "It can't be looked up just now");

    server.renewals.comeBack();

    await(By.id("big"), "Usable until 31 Dec 2026");
  }

  @Test
  void shouldSayThatANumberIsUnknownAndKeepIt() {
    ask("R-nobody", "1234");

    await(By.id("notice"), "No renewal matches this number");
    assertThat(browser().findElement(By.id("renewal")).getAttribute("value")).isEqualTo("R-nobody");
    assertThat(browser().switchTo().activeElement().getAttribute("id")).isEqualTo("card");
  }

  @Test
  void shouldSwitchTheLanguageAndKeepIt() {
    browser().get(server.link("R-usable"));
    await(By.id("big"), "Usable until");

    browser().findElement(By.id("language")).click();

    await(By.id("big"), "2026年12月31日");
    browser().get(server.url() + "/");
    assertThat(browser().findElement(By.tagName("h1")).getText()).isEqualTo("流量卡什么时候能用？");
  }

  @Test
  void shouldBeUsableByKeyboardAlone() {
    browser().get(server.url() + "/");
    WebElement first = browser().switchTo().activeElement();
    assertThat(first.getAttribute("id")).isEqualTo("renewal");

    first.sendKeys("R-usable", Keys.TAB);
    WebElement second = browser().switchTo().activeElement();
    assertThat(second.getAttribute("id")).isEqualTo("card");
    second.sendKeys(Samples.TAIL, Keys.TAB);
    WebElement button = browser().switchTo().activeElement();
    assertThat(button.getTagName()).isEqualTo("button");
    assertThat(button.getCssValue("outline-style")).as("focus is seen").isEqualTo("solid");
    button.sendKeys(Keys.ENTER);

    await(By.id("big"), "Usable until");
  }

  @Test
  void shouldGoOnWhenItsInstanceGoesAwayAndComesBack() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");
    KnownRenewals renewals = server.renewals;
    int port = server.port();

    server.close();
    await(By.id("connection"), "Connection lost, trying again.");
    assertThat(big()).isEqualTo("Expected by 14:30 today (23 Nov)");
    renewals.put(Samples.usable("R-review"));
    renewals.move();
    server = PageServer.start(renewals, port);
    await(By.id("connection"), "We're switching servers, trying again");
    renewals.arrive();

    await(By.id("big"), "Usable until 31 Dec 2026");
    await(By.id("connection"), "Updates by itself");
  }

  @Test
  void shouldNoticeAConnectionThatDiedWithoutAWordAndComeBack() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");
    browser().executeScript("document.getElementById('live').dataset.silence = '300'");
    browser()
        .executeScript(
            "window.said = [];"
                + "new MutationObserver(() => said.push(connection.textContent))"
                + ".observe(connection, {childList: true});");

    server.change(Samples.usable("R-review"));
    await(By.id("big"), "Usable until 31 Dec 2026");

    new WebDriverWait(browser(), Patience.LONG, BETWEEN)
        .until(
            ExpectedConditions.jsReturnsValue(
                "return said.some(text => text.startsWith('Connection lost')) || undefined"));
    browser().executeScript("document.getElementById('live').dataset.silence = '35000'");
    await(By.id("connection"), "Updates by itself");
  }

  @Test
  void shouldAskAfreshWhenItComesToTheFront() {
    browser().get(server.link("R-review"));
    await(By.id("connection"), "Updates by itself");
    // nobody tells the open page of this change
    server.renewals.put(Samples.usable("R-review"));

    browser().executeScript("document.dispatchEvent(new Event('visibilitychange'))");

    await(By.id("big"), "Usable until 31 Dec 2026");
  }

  @Test
  void shouldFitAPhoneAndNameEveryPart() {
    for (String page : List.of("R-review", "R-usable", "R-rejected", "R-payment")) {
      browser().get(server.link(page));

      assertThat((Long) browser().executeScript("return document.documentElement.scrollWidth"))
          .as(page)
          .isLessThanOrEqualTo(360L);
      assertThat(browser().findElements(By.cssSelector("main h1"))).hasSize(1);
      assertThat(browser().findElement(By.id("answer")).getAttribute("aria-live"))
          .isEqualTo("polite");
    }
    browser().get(server.url() + "/");
    for (WebElement input : browser().findElements(By.cssSelector("form input"))) {
      By label = By.cssSelector("label[for='" + input.getAttribute("id") + "']");
      assertThat(browser().findElements(label)).hasSize(1);
    }
  }
}
