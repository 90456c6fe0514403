package renewals.stack.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renewals.doubles.sms.Smsc;
import renewals.kit.Settings;
import renewals.stack.sim.merchant.Inbox;
import renewals.stack.sim.merchant.MerchantEndpoints;
import renewals.stack.sim.merchant.Received;
import renewals.stack.sim.merchant.Waits;
import renewals.stack.sim.partner.Audience;
import renewals.stack.sim.partner.FileChannel;
import renewals.stack.sim.partner.HttpChannel;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.partner.Journal;
import renewals.stack.sim.partner.KafkaChannel;
import renewals.stack.sim.partner.Partners;
import renewals.stack.sim.partner.Player;
import renewals.stack.sim.partner.SendListener;
import renewals.stack.sim.partner.Sent;
import renewals.stack.sim.partner.SimulationException;
import renewals.stack.sim.scenario.Announcements;
import renewals.stack.sim.scenario.Carriers;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Merchants;
import renewals.stack.sim.scenario.Scenario;
import renewals.stack.sim.scenario.ScenarioKind;
import renewals.stack.sim.scenario.ScenarioStep;
import renewals.stack.sim.scenario.ScenarioStep.Event;
import renewals.stack.sim.scenario.ScenarioStep.Route;
import renewals.stack.sim.scenario.ScenarioWriter;
import renewals.stack.sim.truth.AnnouncementTruth;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.Truth;
import renewals.stack.sim.truth.TruthModel;

/**
 * Channels, carriers and merchants: made up from a seed, played against a running pipeline, and
 * their own record of what was sent and what was received.
 *
 * <p>Long because it plays channels, carriers and merchants on one clock.
 */
public final class Simulation implements AutoCloseable {

  private static final int RENEWALS_A_MERCHANT = 8;
  private static final int FEWEST_MERCHANTS = 8;

  /** They are introduced before anything else happens. */
  private static final int MOST_MERCHANTS = 1000;

  private final long seed;
  private final boolean announces;
  private final List<Merchant> merchants;
  private final List<Scenario> stories;
  private final MerchantEndpoints endpoints;
  private final Journal journal = new Journal();
  private volatile List<Carriers.Word> words = List.of();
  private volatile Instant announcedAt = Instant.EPOCH;
  private final List<JsonNode> announced = new CopyOnWriteArrayList<>();

  private Simulation(long seed, int renewals, boolean announces, Supplier<Inbox> inbox) {
    List<ScenarioKind> kinds = List.of(ScenarioKind.values());
    this.seed = seed;
    this.announces = announces;
    int count = Math.clamp(renewals / RENEWALS_A_MERCHANT, FEWEST_MERCHANTS, MOST_MERCHANTS);
    this.merchants = Merchants.make(count);
    Instant begun = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    this.stories =
        new ScenarioWriter(seed, begun.minus(ScenarioWriter.BEGUN_BEFORE), merchants, kinds)
            .write(renewals);
    this.endpoints = MerchantEndpoints.open(merchants, seed, renewals, inbox);
  }

  /**
   * Makes everything up and opens the merchants' endpoints; nothing is sent yet.
   *
   * @param seed the same seed makes up the same stories
   * @param renewals how many
   */
  public static Simulation open(long seed, int renewals) {
    return new Simulation(seed, renewals, true, Inbox::keepingWords);
  }

  /**
   * Likewise, for what goes on for hours: notices are counted, and {@link #text} knows none.
   * Nothing is announced: whoever plays it does so while it goes on.
   */
  public static Simulation openCounting(long seed, int renewals) {
    return new Simulation(seed, renewals, false, Inbox::counting);
  }

  /** What the notifier must be told to reach the merchants. */
  public Map<String, String> settings() {
    return endpoints.settings();
  }

  /** How long the notifier is told to wait for the merchants' addresses. */
  public Waits waits() {
    return endpoints.waits();
  }

  /**
   * Plays all stories; returns when the last record was acknowledged.
   *
   * @param settings where Kafka and the registry are
   * @param intake base URL of the producer's HTTP
   * @param folder for the file that one channel sends
   * @param over how long the stories' beginnings are spread
   * @param audience hears what the play waits for
   */
  public void play(
      Settings settings, String intake, Path folder, Duration over, Audience audience) {
    play(settings, Partners.of(intake), folder, over, audience, waiting -> {});
  }

  /**
   * Likewise, with partners who behave as told.
   *
   * @param folder for the file that one channel sends, if any does
   */
  public void play(
      Settings settings, Partners partners, Path folder, Duration over, Audience audience) {
    play(settings, partners, folder, over, audience, waiting -> {});
  }

  /**
   * Likewise, and shows one renewal while it waits.
   *
   * @param waiting is told the renewal that waits for its review till the end, once its request and
   *     payment are sent and before anything else is
   */
  public void play(
      Settings settings,
      Partners partners,
      Path folder,
      Duration over,
      Audience audience,
      Consumer<String> waiting) {
    try (HttpChannel http = new HttpChannel(partners);
        KafkaChannel kafka = new KafkaChannel(settings, partners.patience())) {
      introduceMerchants(http, partners.witness());
      Player player = new Player(http, kafka, journal, partners, audience, over);
      player.open(waitingStory());
      waiting.accept(waitingRenewal());
      CompletableFuture<Void> file =
          partners.files()
              ? CompletableFuture.runAsync(
                  () -> sendFile(settings, folder), Thread::startVirtualThread)
              : CompletableFuture.completedFuture(null);
      words =
          Carriers.during(
              over, Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS), waitingRenewal());
      player.play(afterOpening(), words, seed);
      file.join();
      announce(http, partners.witness());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SimulationException("interrupted", e);
    }
  }

  /** The renewal that waits for its review till the end, through its carrier's outage. */
  public String waitingRenewal() {
    return waitingStory().renewalId();
  }

  /** The renewals whose carrier said something of itself. */
  public Set<String> ofSpeakingCarriers() {
    Set<String> speaking = Carriers.speaking(words);
    return stories.stream()
        .filter(story -> speaking.contains(story.carrierId()))
        .map(Scenario::renewalId)
        .collect(Collectors.toSet());
  }

  /** How many status reports of carriers were sent. */
  public long carrierWordCount() {
    return carrierWords().count();
  }

  /** The dead letters that carriers' status reports must give, by reason. */
  public Map<String, Integer> carrierDeadLetters() {
    Map<String, Integer> reasons = new TreeMap<>();
    carrierWords()
        .flatMap(sent -> sent.harm().stream())
        .forEach(harm -> reasons.merge(harm.reason(), 1, Integer::sum));
    return reasons;
  }

  /** What must have become of each renewal, in the order of their ids. */
  public List<Truth> truths() {
    return stories.stream()
        .map(story -> TruthModel.of(story.renewalId(), journal.of(story.renewalId())))
        .sorted(Comparator.comparing(Truth::renewalId))
        .toList();
  }

  /** What must be known of each card that a carrier reported of, in the order of the renewals. */
  public List<CardReportTruth> cardReportTruths() {
    return stories.stream()
        .filter(story -> story.kind() == ScenarioKind.CARD_REPORTS)
        .map(story -> CardReportTruth.of(story.renewalId(), journal.of(story.renewalId())))
        .sorted(Comparator.comparing(CardReportTruth::renewalId))
        .toList();
  }

  /** Whom each revision of what was announced is for; {@code truths} are those of all renewals. */
  public List<AnnouncementTruth> announcementTruths(List<Truth> truths) {
    Map<String, JsonNode> requests =
        stories.stream()
            .flatMap(story -> journal.of(story.renewalId()).stream())
            .filter(sent -> sent.harm().isEmpty())
            .map(Sent::event)
            .filter(event -> event.path("type").asText().equals("renewal-requested"))
            .collect(
                Collectors.toMap(
                    event -> event.path("renewalId").asText(),
                    Function.identity(),
                    (first, again) -> first));
    return AnnouncementTruth.of(announced, truths, requests, announcedAt);
  }

  /**
   * What the events of one renewal demand, whoever sent them.
   *
   * @param events each record that stands in an input topic, in the order of its partition
   * @throws IllegalArgumentException there is no request among them
   */
  public static Truth truthOf(String renewalId, List<JsonNode> events) {
    return TruthModel.of(renewalId, sent(renewalId, events));
  }

  /**
   * What the reports of the card of one renewal demand, whoever sent them.
   *
   * @param events the renewal's request, then each report of its card that stands in an input
   *     topic, those of a partition in their order
   */
  public static CardReportTruth cardReportTruthOf(String renewalId, List<JsonNode> events) {
    return CardReportTruth.of(renewalId, sent(renewalId, events));
  }

  private static List<Sent> sent(String renewalId, List<JsonNode> events) {
    return events.stream().map(event -> new Sent(renewalId, event, Optional.empty())).toList();
  }

  /** The operator who takes SMS to the merchants, for whoever wants to trouble him. */
  public Smsc smsc() {
    return endpoints.smsc();
  }

  /** The secret that signs the merchants' webhooks. */
  public String secret() {
    return endpoints.secret();
  }

  /** The merchants, by id. */
  public Map<String, Merchant> merchants() {
    return merchants.stream().collect(Collectors.toMap(Merchant::id, Function.identity()));
  }

  /** The kind of each renewal, by its id. */
  public Map<String, ScenarioKind> kinds() {
    return stories.stream().collect(Collectors.toMap(Scenario::renewalId, Scenario::kind));
  }

  /** Of how many renewals something was sent. */
  public long begunCount() {
    return stories.stream().filter(story -> journal.knows(story.renewalId())).count();
  }

  /** How many records Kafka acknowledged. */
  public int sentCount() {
    return journal.sentCount();
  }

  /** What was refused though it should not have been. */
  public List<String> refusals() {
    return journal.refusals();
  }

  /** What reached the merchants until now. */
  public Received received() {
    return endpoints.received();
  }

  /** How many notices reached the merchants until now. */
  public int receivedCount() {
    return endpoints.receivedCount();
  }

  /** How many of them were SMS. */
  public int smsCount() {
    return endpoints.smsCount();
  }

  /** The words of a notice that came: a webhook's JSON, or a mail's text. */
  public Optional<String> text(String noticeId) {
    return endpoints.text(noticeId);
  }

  @Override
  public void close() {
    endpoints.close();
  }

  private Stream<Sent> carrierWords() {
    return Carriers.speaking(words).stream().flatMap(carrier -> journal.of(carrier).stream());
  }

  private Scenario waitingStory() {
    return stories.stream()
        .filter(story -> story.kind() == ScenarioKind.LONG_REVIEW)
        .filter(story -> story.carrierId().equals(Carriers.OUT_OF_ORDER))
        .min(Comparator.comparing(Scenario::renewalId))
        .orElseThrow();
  }

  private List<Scenario> afterOpening() {
    Scenario waiting = waitingStory();
    return stories.stream()
        .map(story -> story.equals(waiting) ? story.afterOpening() : story)
        .toList();
  }

  /** All at once, as far as they may: one after the other, a thousand would take a minute. */
  private void introduceMerchants(HttpChannel http, SendListener witness)
      throws InterruptedException {
    try (ExecutorService introducing = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> introduced = new ArrayList<>();
      for (Merchant merchant : merchants) {
        introduced.add(
            introducing.submit(
                () -> {
                  introduce(merchant, http, witness);
                  return merchant;
                }));
      }
      for (Future<?> one : introduced) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new SimulationException("a merchant could not be introduced: " + e.getCause(), e);
    }
  }

  /** Once all else is sent, so that it is known whom it is for. */
  private void announce(HttpChannel http, SendListener witness) throws InterruptedException {
    if (!announces) {
      return;
    }
    announcedAt = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    for (JsonNode announcement : Announcements.at(announcedAt)) {
      String id = announcement.path("announcementId").asText();
      switch (http.send(announcement)) {
        case HttpChannel.Taken taken -> {
          witness.acknowledged(id, Identity.of(announcement), taken.place());
          journal.sent(id, announcement);
          announced.add(announcement);
        }
        case HttpChannel.Refused refused -> journal.refused(id, refused.why());
      }
    }
  }

  private void introduce(Merchant merchant, HttpChannel http, SendListener witness)
      throws InterruptedException {
    JsonNode contact = merchant.contact(endpoints.webhookBase());
    switch (http.send(contact)) {
      case HttpChannel.Taken taken -> {
        witness.acknowledged(merchant.id(), Identity.of(contact), taken.place());
        journal.sent(merchant.id(), contact);
      }
      case HttpChannel.Refused refused -> journal.refused(merchant.id(), refused.why());
    }
  }

  private void sendFile(Settings settings, Path folder) {
    List<FileChannel.Line> lines = new ArrayList<>();
    for (Scenario story : stories) {
      for (ScenarioStep act : story.acts()) {
        if (act instanceof Event event && event.route() == Route.FILE) {
          lines.add(new FileChannel.Line(story.renewalId(), event.json()));
        }
      }
    }
    new FileChannel(settings, folder).send(lines, journal);
  }
}
