package renewals.stack.year;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import renewals.cli.tail.Output;
import renewals.stack.LocalStack;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.process.StackException;
import renewals.stack.sandbox.Sandbox;
import renewals.stack.sim.partner.HttpChannel;
import renewals.stack.sim.partner.Partners;
import renewals.stack.verify.Guarantee;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.OutputWatch;
import renewals.stack.verify.count.MetricsReader;

/**
 * Shops that renew their cards for a year, in a sandbox whose clock moves by a day as soon as all
 * that fell due was told.
 */
public final class Year {

  /** When it begins: midnight of the shops' zone. */
  public static final Instant BEGINS = Instant.parse("2025-12-31T16:00:00Z");

  private static final int DAYS = 365;
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final double BEHIND_SECONDS = 30;
  private static final Pattern BEHIND =
      Pattern.compile(
          "^renewals_(?:notifier_)?deadlines_behind_seconds(?:\\{[^}]*})? (\\S+)$",
          Pattern.MULTILINE);

  private final LocalStack stack;
  private final Sandbox sandbox;
  private final List<Shop> shops;
  private final PrintWriter out;
  private final ObservedOutputs observed = new ObservedOutputs();
  private final MetricsReader metrics = new MetricsReader();

  /**
   * A year of some shops.
   *
   * @param stack a sandbox whose clock says {@link #BEGINS}
   * @param out is told each month
   */
  public Year(LocalStack stack, int shops, PrintWriter out) {
    this.stack = stack;
    this.sandbox = stack.sandbox().orElseThrow(() -> new StackException("this is no sandbox"));
    this.out = out;
    LocalDate first = LocalDate.ofInstant(BEGINS, Shop.ZONE);
    this.shops =
        IntStream.range(0, shops).mapToObj(number -> new Shop(number, first.plusDays(1))).toList();
  }

  /** Plays it, and says whether the promises held. */
  public List<Guarantee> play() throws InterruptedException {
    YearCheck check = new YearCheck(shops, observed);
    try (OutputWatch watch = OutputWatch.start(stack.settings(), observed);
        HttpChannel intake = new HttpChannel(Partners.of(stack.url(Service.PRODUCER)))) {
      for (Shop shop : shops) {
        send(intake, shop.merchant().contact(""));
      }
      LocalDate last = LocalDate.ofInstant(BEGINS, Shop.ZONE).plusDays(DAYS);
      LocalDate today = LocalDate.ofInstant(BEGINS, Shop.ZONE);
      while (today.isBefore(last)) {
        LocalDate before = today;
        today = nextAfter(today, last);
        // a moment after midnight, so that what falls due at it has
        sandbox.moveTo(today.atStartOfDay(Shop.ZONE).toInstant().plusSeconds(1));
        watch.mustBeReading();
        awaitDeadlines();
        askOf(today, intake);
        await("reminders are given until " + today, () -> check.isReminded(sandbox.now()));
        await("what happened until " + today + " is told", check::isTold);
        planNext();
        if (today.getMonth() != before.getMonth()) {
          sayMonth(today);
        }
      }
      return check.guarantees(sandbox.now());
    } finally {
      metrics.close();
    }
  }

  private void askOf(LocalDate today, HttpChannel intake) throws InterruptedException {
    for (Shop shop : shops) {
      if (shop.asksOn(today)) {
        send(intake, shop.ask(sandbox.now().truncatedTo(ChronoUnit.MILLIS)));
      }
    }
    await("what was asked for on " + today + " is told", this::areAllHeard);
  }

  private static void send(HttpChannel intake, JsonNode event) throws InterruptedException {
    if (intake.send(event) instanceof HttpChannel.Refused refused) {
      throw new StackException("the intake takes no " + event + ": " + refused.why());
    }
  }

  private boolean areAllHeard() {
    Map<String, String> said = new HashMap<>();
    observed
        .of(Output.UPDATES)
        .forEach(
            update ->
                said.merge(
                    update.path("renewalId").asText(),
                    " " + update.path("kind").asText() + " ",
                    String::concat));
    observed
        .of(Output.ACTIVATIONS)
        .forEach(one -> said.merge(one.path("renewalId").asText(), " ACTIVATED ", String::concat));
    return shops.stream()
        .filter(shop -> !shop.requests().isEmpty())
        .allMatch(
            shop ->
                said.getOrDefault(shop.renewalId(), "").contains(" " + shop.kind().sign() + " "));
  }

  private void planNext() {
    Map<String, Instant> validUntil = new HashMap<>();
    observed.of(Output.ACTIVATIONS).stream()
        .filter(activation -> activation.hasNonNull("validUntil"))
        .forEach(
            activation ->
                validUntil.put(
                    activation.path("renewalId").asText(),
                    Instant.parse(activation.path("validUntil").asText())));
    shops.forEach(shop -> shop.plan(validUntil));
  }

  /** Until both services have worked off what was said until now, and what fell due by it. */
  private void awaitDeadlines() throws InterruptedException {
    await("deadlines have fired until " + sandbox.now(), () -> behind() < BEHIND_SECONDS);
  }

  private double behind() {
    double most = 0;
    for (Service service : List.of(Service.ACTIVATION, Service.NOTIFIER)) {
      for (ServiceProcess instance : stack.instances(service)) {
        Matcher behind = BEHIND.matcher(metrics.of(instance.url()));
        if (!behind.find()) {
          return Double.MAX_VALUE;
        }
        most = Math.max(most, Double.parseDouble(behind.group(1)));
      }
    }
    return most;
  }

  private static void await(String what, BooleanSupplier until) throws InterruptedException {
    long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
    while (!until.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new StackException("not within %s: %s".formatted(SETTLED_WITHIN, what));
      }
      Thread.sleep(20);
    }
  }

  /** The next day on which anything happens; the last one at the latest. */
  private LocalDate nextAfter(LocalDate today, LocalDate last) {
    LocalDate tomorrow = today.plusDays(1);
    LocalDate next = last;
    for (Shop shop : shops) {
      LocalDate of = shop.nextFrom(tomorrow);
      next = of.isBefore(next) ? of : next;
    }
    return next;
  }

  private void sayMonth(LocalDate today) {
    out.printf(
        "%s: %d renewals asked for, %d activations, %d notices told%n",
        today,
        renewals(),
        observed.count(Output.ACTIVATIONS),
        observed.count(
            Output.RECEIPTS, receipt -> receipt.path("state").asText().equals("DELIVERED")));
    out.flush();
  }

  /** How many renewals were asked for. */
  public int renewals() {
    return shops.stream().mapToInt(shop -> shop.requests().size()).sum();
  }
}
