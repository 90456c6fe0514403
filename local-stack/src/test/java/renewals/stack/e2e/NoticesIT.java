package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import renewals.cli.tail.Output;
import renewals.kit.LinkSettings;
import renewals.stack.LocalStack;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.command.Cli;
import renewals.stack.docs.Docs;
import renewals.stack.sim.Simulation;
import renewals.stack.verify.Delivery;
import renewals.stack.verify.Guarantee;
import renewals.stack.verify.GuaranteeCheck;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.OutputWatch;
import renewals.stack.verify.SettlingWait;
import renewals.testing.Chromium;
import renewals.testing.Patience;

/**
 * What reaches merchants: of two instances of the notifier one is killed while notices are under
 * way; then a merchant follows the link of a notice in his browser.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class NoticesIT {

  private static final int RENEWALS = 300;
  private static final long SEED = 20_260_102;
  private static final Duration OVER = Duration.ofSeconds(15);

  /** Has an address for mail and a webhook that takes everything, and reads English. */
  private static final String MERCHANT = "M-004";

  private static final String ICCID = "89860012345678901238";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObservedOutputs observed = new ObservedOutputs();
  private Path data;
  private Simulation simulation;
  private LocalStack stack;
  private OutputWatch watch;
  private List<Guarantee> guarantees;
  private volatile int receivedAtKill;

  @BeforeAll
  void playAndKillANotifierOnTheWay() throws Exception {
    data = Platform.folder();
    simulation = Simulation.open(SEED, RENEWALS);
    Map<String, String> settings = new TreeMap<>(simulation.settings());
    settings.putAll(Platform.quickTakeover());
    stack = LocalStack.start(new StackPlan(data, StackPorts.FREE, 2, 1, settings), step -> {});
    ServiceProcess second = stack.startInstance(Service.NOTIFIER, "notifier-2");
    second.awaitReady();
    watch = OutputWatch.start(stack.settings(), observed);
    CompletableFuture<Boolean> killed =
        CompletableFuture.supplyAsync(() -> killOnTheWay(second), Thread::startVirtualThread);
    simulation.play(
        stack.settings(), stack.url(Service.PRODUCER), data.resolve("sim"), OVER, observed);
    assertThat(killed.get()).as("killed while notices were under way").isTrue();
    GuaranteeCheck check = new GuaranteeCheck(simulation, observed, Delivery.AT_LEAST_ONCE);
    SettlingWait.await(check, observed, watch, Patience.LONG);
    guarantees = check.guarantees();
  }

  @AfterAll
  void stop() {
    watch.close();
    stack.close();
    simulation.close();
  }

  @Test
  void shouldBringEveryNoticeUnderOneIdWithTheSameWordsThoughAnInstanceWasKilled() {
    assertThat(guarantees)
        .allSatisfy(
            guarantee -> assertThat(guarantee.differences()).as(guarantee.name()).isEmpty());
    assertThat(simulation.receivedCount())
        .as("notices after the kill")
        .isGreaterThan(receivedAtKill);
  }

  @Test
  void shouldShowTheCardBecomeUsableBehindTheLinkOfANotice() throws Exception {
    publish(request(), payment());
    String cause = updateOf("PAID");
    String link = linkInWebhook(cause + "/WEBHOOK");
    Patience.await("the mail", () -> simulation.text(cause + "/EMAIL").isPresent());
    assertThat(simulation.text(cause + "/EMAIL").orElseThrow()).contains(link);

    try (Chromium chromium = Chromium.start("en")) {
      ChromeDriver browser = chromium.driver();
      browser.get(link);
      await(browser, By.cssSelector("#answer .status"), "Not usable yet");
      await(browser, By.id("connection"), "Updates by itself");
      browser.executeScript("window.notReloaded = true");

      publish(approval());

      await(browser, By.id("big"), "Usable until");
      assertThat(browser.executeScript("return window.notReloaded")).isEqualTo(true);
      assertThat(browser.getPageSource()).doesNotContain(ICCID);

      browser.findElement(By.id("language")).click();
      await(browser, By.id("big"), "可用至");
    }
  }

  @Test
  void shouldShowWhatWasGivenUpAndSendItAgainForWhoAsks() throws Exception {
    publish(
        """
        {"type":"merchant-contact","merchantId":"M-SEEN","displayName":"Seen","locale":"en",\
        "webhookUrl":"https://example.com/hooks"}\
        """,
        request().replace("PAGE-1", "SEEN-1").replace(MERCHANT, "M-SEEN"),
        payment().replace("PAGE-1", "SEEN-1"));
    Patience.await("what was given up", () -> !givenUp().isEmpty());
    JsonNode given = JSON.readTree(givenUp().getFirst());
    String noticeId = given.path("noticeId").asText();
    assertThat(given.path("kind").asText()).isEqualTo("PAID");
    assertThat(given.path("reason").asText()).startsWith("NO_SECRET: ");

    Cli.Outcome resent = notices("resend", noticeId, "--actor", "li", "--json");

    assertThat(resent.exit()).as(resent.err()).isZero();
    JsonNode again = JSON.readTree(resent.out());
    assertThat(again.path("noticeId").asText()).isEqualTo(noticeId);
    assertThat(again.path("attempt").asInt()).isEqualTo(2);
    assertThat(again.path("actor").asText()).isEqualTo("li");
    Patience.await("its end", () -> receiptsOf(noticeId).size() == 4);
    assertThat(receiptsOf(noticeId))
        .last()
        .asString()
        .contains("UNDELIVERABLE", "NO_SECRET", "asked for by li");
  }

  @Test
  void shouldPostToADevelopersServerWhatMerchantsWereTold() throws Exception {
    mailOfPayment();
    List<String> ids = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
      Cli.Outcome listened =
          Cli.run(
              cluster(),
              "listen",
              "--forward-to=" + url,
              "--kind=PAID",
              "--from-beginning",
              "--until-idle=5s",
              "--json");

      assertThat(listened.exit()).as(listened.err()).isZero();
      assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.endsWith("/WEBHOOK"));
      assertThat(listened.lines())
          .hasSameSizeAs(ids)
          .allMatch(line -> line.contains("\"kind\":\"PAID\"") && line.contains("\"status\":204"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldShowTheWordsOfANoticeBelowItsReceipts() throws Exception {
    String noticeId = mailOfPayment().path("noticeId").asText();

    assertThat(notices("show", noticeId).lines())
        .containsSubsequence(receiptsOf(noticeId))
        .contains("--- " + noticeId)
        .hasSizeGreaterThan(receiptsOf(noticeId).size() + 3);
  }

  @Test
  void shouldShowInTheStatusWhatTheMerchantWasToldAndHisPage() throws Exception {
    JsonNode receipt = mailOfPayment();
    Map<String, String> settings = new HashMap<>(cluster());
    settings.put("activation.url", stack.url(Service.ACTIVATION));
    settings.put("page.base.url", "https://pages.example.com");

    Cli.Outcome status = Cli.run(settings, "status", receipt.path("renewalId").asText());

    assertThat(status.out())
        .containsPattern("told paid +by email, [a-z]+ at 202")
        .containsPattern("page +https://pages.example.com/r/")
        .containsPattern("times +the merchant's, [A-Z]");
  }

  private JsonNode mailOfPayment() throws Exception {
    Set<String> paid =
        observed.of(Output.UPDATES).stream()
            .filter(update -> update.path("kind").asText().equals("PAID"))
            .map(update -> update.path("updateId").asText())
            .collect(Collectors.toSet());
    return observed.of(Output.RECEIPTS).stream()
        .filter(receipt -> receipt.path("channel").asText().equals("EMAIL"))
        .filter(receipt -> paid.contains(receipt.path("cause").asText()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> receiptsOf(String noticeId) {
    return notices("show", noticeId).lines().stream()
        .takeWhile(line -> !line.startsWith("--- ") && !line.startsWith("its words"))
        .toList();
  }

  /** All that came was judged by the receivers when it came. */
  @Test
  void shouldSendNoLinkToAWebhookThatHasNotAnsweredItsTestEvent() {
    assertThat(simulation.received().proven()).isPositive();
    assertThat(simulation.received().earlyLinks()).isZero();
    assertThat(notices("list", "--kind", "WEBHOOK_CHALLENGE", "--state", "DELIVERED").lines())
        .hasSizeGreaterThanOrEqualTo(simulation.received().proven());
  }

  @Test
  void shouldForgetAMerchantAndTakeHisLinksBack() throws Exception {
    List<String> his =
        List.of("gone@example.com", "8613912345000", "gone.example/hook", "Vanished Trading");
    publish(
        """
        {"type":"merchant-contact","merchantId":"M-GONE","displayName":"Vanished Trading",\
        "locale":"en","email":"gone@example.com","phone":"+8613912345000",\
        "webhookUrl":"https://gone.example/hook"}\
        """,
        request().replace("PAGE-1", "GONE-1").replace(MERCHANT, "M-GONE"),
        payment().replace("PAGE-1", "GONE-1"));
    String link = LinkSettings.links(stack.settings()).orElseThrow().to("GONE-1", Instant.now());
    Patience.await("the page", () -> statusOf(link) == 200);
    Patience.await("a receipt", () -> !notices("list", "--merchant", "M-GONE").lines().isEmpty());

    Cli.Outcome dry = forget("M-GONE", "--dry-run");
    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("would revoke the links to 1 renewals");
    assertThat(statusOf(link)).isEqualTo(200);

    Cli.Outcome done = forget("M-GONE");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.lines())
        .contains(
            "his contact in merchant-contacts is taken back",
            "the links to 1 renewals are revoked",
            "stays for the books, without an address:")
        .anyMatch(line -> line.matches("  renewal-updates +[1-9]\\d* records"));
    Patience.await("that the link opens nothing", () -> statusOf(link) == 303);
    Instant nextSecond = Instant.now().plusSeconds(1);
    String later = LinkSettings.links(stack.settings()).orElseThrow().to("GONE-1", nextSecond);
    assertThat(statusOf(later)).as("a link that is made later").isEqualTo(200);
    assertThat(forget("M-GONE").exit()).as("asked again").isZero();
    assertThat(topicsWith(his.getFirst()))
        .as("what still holds the address, compaction not having passed yet")
        .contains("merchant-contacts", "notices-due");
    assertThat(filesWith(his.getFirst())).as("files on disk that hold it still").isNotEmpty();
    for (String one : his) {
      assertThat(topicsWith(one)).as("topics with %s", one).allMatch(NoticesIT::mayHoldAddresses);
      assertThat(filesWith(one)).as("files with %s", one).allMatch(NoticesIT::mayHoldBytes);
    }
    String secret = link.substring(link.indexOf("t=") + 2);
    List<String> neverLogged = new ArrayList<>(his);
    neverLogged.addAll(List.of(ICCID, ICCID.substring(0, 19), secret));
    assertThat(logs())
        .isNotEmpty()
        .allSatisfy(log -> assertThat(neverLogged).noneMatch(log::contains));
  }

  @Test
  void shouldTakeTheLinksToARenewalBackByCommand() throws Exception {
    publish(request().replace("PAGE-1", "LEAKED-1"), payment().replace("PAGE-1", "LEAKED-1"));
    String link = LinkSettings.links(stack.settings()).orElseThrow().to("LEAKED-1", Instant.now());
    Patience.await("the page", () -> statusOf(link) == 200);

    Cli.Outcome revoked = Cli.run(cluster(), "links", "revoke", "LEAKED-1");

    assertThat(revoked.exit()).as(revoked.err()).isZero();
    Patience.await("that the link opens nothing", () -> statusOf(link) == 303);
  }

  /** A segment of a topic that may, or the notifier's state until RocksDB compacts it. */
  private static boolean mayHoldBytes(Path file) {
    String folder = file.getParent().getFileName().toString();
    boolean ofTopic =
        file.startsWith("kafka") && mayHoldAddresses(folder.replaceFirst("-\\d+$", ""));
    return ofTopic || file.toString().matches("state/notifier(-\\d+)?/.*");
  }

  /** All files of the stack, state folders and settings among them, in which a text stands. */
  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> Files.isRegularFile(file) && holds(bytesOf(file), text))
          .map(data::relativize)
          .toList();
    }
  }

  /** Empty for what was deleted meanwhile. */
  private static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** By the table of docs/security.md, and what stands below it of the notifier's own. */
  private static boolean mayHoldAddresses(String topic) {
    String row = "(?s).*\\| `%s` \\| [^|]+ \\| yes: .*".formatted(topic);
    return topic.startsWith("notifier-") || Docs.read("docs/security.md").matches(row);
  }

  /** All topics, those of the services' own too, in which a text stands. */
  private Set<String> topicsWith(String text) {
    Properties client = new Properties();
    client.putAll(stack.settings().below("kafka."));
    client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    Set<String> found = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
      List<TopicPartition> all =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(one -> !one.topic().startsWith("__"))
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (holds(record.key(), text) || holds(record.value(), text)) {
            found.add(record.topic());
          }
        }
      }
    }
    return found;
  }

  private static boolean holds(byte[] bytes, String text) {
    return bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  private Cli.Outcome forget(String... words) {
    Map<String, String> settings = new HashMap<>(cluster());
    settings.put("notifier.url", stack.url(Service.NOTIFIER));
    String[] all = Stream.concat(Stream.of("forget"), Stream.of(words)).toArray(String[]::new);
    return Cli.run(settings, all);
  }

  private List<String> logs() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      List<String> logs = new ArrayList<>();
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        if (log.getParent().equals(data) || log.getParent().endsWith("logs")) {
          logs.add(Files.readString(log));
        }
      }
      return logs;
    }
  }

  private static int statusOf(String url) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldShowTheTextsOfAnUpdateWithoutSendingThem() throws Exception {
    JsonNode paid =
        observed.of(Output.UPDATES).stream()
            .filter(update -> update.path("kind").asText().equals("PAID"))
            .findFirst()
            .orElseThrow();
    Path file = Platform.folder().resolve("updates.ndjson");
    Files.writeString(file, paid.toString());

    Cli.Outcome preview =
        notices("preview", file.toString(), "--channel", "SMS", "--locale", "en", "--json");

    assertThat(preview.exit()).as(preview.err()).isZero();
    JsonNode notice = JSON.readTree(preview.out());
    assertThat(notice.path("noticeId").asText()).isEqualTo(paid.path("updateId").asText() + "/SMS");
    assertThat(notice.path("body").asText()).startsWith("【").hasSizeLessThanOrEqualTo(70);
  }

  private List<String> givenUp() {
    String[] paid = {"list", "--merchant", "M-SEEN", "--kind", "PAID", "--json"};
    return notices(paid).lines().stream().filter(line -> line.contains("UNDELIVERABLE")).toList();
  }

  private Cli.Outcome notices(String... words) {
    Map<String, String> settings = new HashMap<>(cluster());
    settings.put("notifier.url", stack.url(Service.NOTIFIER));
    String[] all = Stream.concat(Stream.of("notices"), Stream.of(words)).toArray(String[]::new);
    return Cli.run(settings, all);
  }

  private boolean killOnTheWay(ServiceProcess notifier) {
    Patience.await(
        "notices", () -> simulation.receivedCount() >= RENEWALS / 3 && hasDelivered(notifier));
    notifier.kill();
    receivedAtKill = simulation.receivedCount();
    return receivedAtKill < RENEWALS;
  }

  /** Whether this very instance has brought notices to merchants. */
  private static boolean hasDelivered(ServiceProcess notifier) {
    return metrics(notifier)
        .lines()
        .filter(line -> line.startsWith("renewals_notifier_sends_total{"))
        .anyMatch(line -> line.contains("outcome=\"DELIVERED\"") && !line.endsWith(" 0.0"));
  }

  private static String metrics(ServiceProcess instance) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(instance.url() + "/metrics")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String updateOf(String kind) {
    Patience.await(kind, () -> !updates(kind).isEmpty());
    return updates(kind).getFirst();
  }

  private List<String> updates(String kind) {
    return observed.of(Output.UPDATES).stream()
        .filter(update -> update.path("renewalId").asText().equals("PAGE-1"))
        .filter(update -> update.path("kind").asText().equals(kind))
        .map(update -> update.path("updateId").asText())
        .toList();
  }

  private String linkInWebhook(String noticeId) throws Exception {
    Patience.await("the webhook", () -> simulation.text(noticeId).isPresent());
    Optional<String> payload = simulation.text(noticeId);
    return JSON.readTree(payload.orElseThrow()).path("data").path("link").asText();
  }

  private void publish(String... lines) throws Exception {
    Path file = Platform.folder().resolve("events.ndjson");
    Files.write(file, List.of(lines));
    assertThat(Cli.run(cluster(), "publish", file.toString()).exit()).isZero();
  }

  private Map<String, String> cluster() {
    return Map.of(
        "kafka.bootstrap.servers", stack.settings().text("kafka.bootstrap.servers", ""),
        "schema.registry.url", stack.settings().text("schema.registry.url", ""));
  }

  private static String request() {
    return """
    {"type":"renewal-requested","renewalId":"PAGE-1","channelId":"app","carrierId":"cmcc",\
    "merchantId":"%s","terminalId":"T-1","iccid":"%s",\
    "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
    "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%s"}\
    """
        .formatted(MERCHANT, ICCID, Instant.now());
  }

  private static String payment() {
    return """
    {"type":"payment","paymentId":"P-1","renewalId":"PAGE-1","channelId":"app",\
    "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%s"}\
    """
        .formatted(Instant.now());
  }

  private static String approval() {
    return """
    {"type":"carrier-review","reviewId":"V-1","renewalId":"PAGE-1","carrierId":"cmcc",\
    "outcome":"APPROVED","decidedAt":"%s"}\
    """
        .formatted(Instant.now());
  }

  private static void await(ChromeDriver browser, By where, String text) {
    new WebDriverWait(browser, Patience.LONG)
        .until(ExpectedConditions.textToBePresentInElementLocated(where, text));
  }
}
