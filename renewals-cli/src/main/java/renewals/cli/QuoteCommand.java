package renewals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.Among;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.Moments;
import renewals.cli.query.ActivationApi;
import renewals.cli.query.ForPeople;
import renewals.kit.SettingException;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Iccid;
import renewals.schemas.contract.Validity;

/** {@code ./renewals quote}. */
@Command(
    name = "quote",
    description =
        "What a renewal would give that is requested now, as activation-stream (activation.url)"
            + " says; nothing is stored.")
final class QuoteCommand implements Runnable {

  private static final int PER_CENT = 100;
  private static final List<String> POLICIES = List.of("STACK", "RESET");

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(
      paramLabel = "ICCID",
      arity = "0..1",
      description = "Number of the card; without it all is computed from what is given.")
  private @Nullable String iccid;

  @Option(names = "--carrier", required = true, paramLabel = "ID", description = "Its carrier.")
  private String carrier;

  @Option(
      names = "--validity",
      required = true,
      paramLabel = "PERIOD",
      description = "The plan's: P30D, P1M, P1Y.")
  private String validity;

  @Option(
      names = "--channel",
      paramLabel = "ID",
      description = "By which it would be made; without it the one that is usable first.")
  private @Nullable String channel;

  @Option(names = "--policy", paramLabel = "POLICY", description = "STACK (default) or RESET.")
  private @Nullable String policy;

  @Option(
      names = "--valid-until",
      paramLabel = "TIME",
      description = "When the card expires as you know it, " + Moments.FORM + ".")
  private @Nullable String validUntil;

  @Option(names = "--data", paramLabel = "BYTES", description = "Data of the plan.")
  private @Nullable String data;

  @Option(names = "--json", fallbackValue = "true", description = "The answer as JSON.")
  private boolean json;

  @Override
  public void run() {
    Map<String, String> asked = new LinkedHashMap<>();
    if (iccid != null) {
      asked.put("iccid", canonical(iccid));
    }
    asked.put("carrierId", id("--carrier", carrier));
    asked.put("validity", validity());
    Optional.ofNullable(channel).ifPresent(id -> asked.put("channelId", id("--channel", id)));
    Optional.ofNullable(policy)
        .ifPresent(given -> asked.put("policy", Among.demand("--policy", given, POLICIES)));
    Optional.ofNullable(validUntil)
        .ifPresent(
            at -> asked.put("currentValidUntil", Moments.at("--valid-until", at).toString()));
    Optional.ofNullable(data).ifPresent(bytes -> asked.put("dataBytes", bytes(bytes)));
    PrintWriter out = spec.commandLine().getOut();
    JsonNode quote = new ActivationApi(cluster.ofActivation()).find("/v1/quotes", asked);
    if (json) {
      out.println(quote);
    } else {
      print(quote, out);
    }
    out.flush();
  }

  private String validity() {
    if (!Validity.isWritten(validity)) {
      throw new SettingException(
          "--validity", validity, "a period such as P1M, P30D or P1Y: " + Validity.EXPECTATION);
    }
    return validity;
  }

  private static String id(String option, String given) {
    if (!EventContract.isId(given)) {
      throw new SettingException(option, given, "an id");
    }
    return given;
  }

  private static String bytes(String given) {
    if (!given.matches("\\d{1,18}")) {
      throw new SettingException("--data", given, "a whole number of bytes such as 1000000000");
    }
    return given;
  }

  private String canonical(String given) {
    return Iccid.parse(given)
        .map(Iccid::canonical)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "ICCID is %s, expected %s".formatted(given, Iccid.EXPECTATION)));
  }

  static void print(JsonNode quote, PrintWriter out) {
    if (quote.hasNonNull("card")) {
      new CardPage(out, ZoneId.systemDefault()).print(quote.get("card"));
    }
    out.println("renewed now");
    line(out, "valid", period(quote));
    JsonNode expected = quote.path("expectedUsable");
    line(out, "usable", ForPeople.times(expected));
    if (expected.hasNonNull("why")) {
      line(out, "because of", ForPeople.words(expected.get("why").asText()));
    }
    if (quote.hasNonNull("renewBy")) {
      line(out, "renew by", ForPeople.time(quote.get("renewBy")));
    }
    quote
        .path("channels")
        .forEach(
            one ->
                line(
                    out, "by " + one.path("channelId").asText(), ForPeople.times(one) + held(one)));
    quote.path("warnings").forEach(one -> line(out, "attention", one.path("text").asText()));
  }

  private static void line(PrintWriter out, String what, String value) {
    out.printf("  %-16s %s%n", what, value);
  }

  private static String period(JsonNode quote) {
    return quote.hasNonNull("validUntil")
        ? "from %s until %s"
            .formatted(
                ForPeople.time(quote.get("validFrom")), ForPeople.time(quote.get("validUntil")))
        : "nobody can name a time yet";
  }

  private static String held(JsonNode channel) {
    return channel.hasNonNull("heldShare")
        ? ", held in %d %%".formatted(Math.round(channel.get("heldShare").asDouble() * PER_CENT))
        : "";
  }
}
