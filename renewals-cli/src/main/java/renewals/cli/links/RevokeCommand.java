package renewals.cli.links;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.schemas.contract.EventContract;

/** {@code links revoke}. */
@Command(
    name = "revoke",
    description =
        "Takes signed links back: those of one renewal, or to all cards of one merchant, that were"
            + " made so far, or all that were made before a moment. Who has one is asked for his card's last digits. Links that are"
            + " made later open; nothing takes a revocation back.")
final class RevokeCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @ArgGroup(multiplicity = "1")
  private @Nullable Which which;

  /** One of the three. */
  private static final class Which {

    @Parameters(paramLabel = "RENEWAL_ID", description = "Links to the page of this renewal.")
    private @Nullable String renewalId;

    @Option(
        names = "--merchant",
        paramLabel = "MERCHANT_ID",
        description = "Links to the page of all cards of this merchant.")
    private @Nullable String merchantId;

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "All links made before then, such as 2026-03-02T10:00:00+08:00.")
    private @Nullable String before;
  }

  @Override
  public void run() {
    Which given = Objects.requireNonNull(which, "demanded by picocli");
    String renewalId = given.renewalId;
    String merchantId = given.merchantId;
    String done;
    if (merchantId != null) {
      if (!EventContract.isId(merchantId)) {
        throw wrong("--merchant is %s, expected the id of a merchant".formatted(merchantId));
      }
      try (RevocationPublisher publisher = open()) {
        publisher.revokeOfMerchant(merchantId);
      }
      done =
          "links to all cards of %s that were made so far open nothing any more"
              .formatted(merchantId);
    } else if (renewalId == null) {
      Instant before = past(String.valueOf(given.before));
      try (RevocationPublisher publisher = open()) {
        publisher.revokeBefore(before);
      }
      done = "links made before %s open nothing any more".formatted(before);
    } else {
      if (!EventContract.isId(renewalId)) {
        throw wrong("RENEWAL_ID is %s, expected the id of a renewal".formatted(renewalId));
      }
      try (RevocationPublisher publisher = open()) {
        publisher.revoke(renewalId);
      }
      done = "links to %s that were made so far open nothing any more".formatted(renewalId);
    }
    spec.commandLine().getOut().println(done);
    spec.commandLine().getOut().flush();
  }

  private RevocationPublisher open() {
    return new RevocationPublisher(cluster.settings(), System.getProperty("user.name", "unknown"));
  }

  private Instant past(String given) {
    Instant before;
    try {
      before = OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException e) {
      throw wrong(
          "--before is %s, expected a time with offset or Z such as 2026-03-02T10:00:00+08:00"
              .formatted(given));
    }
    if (before.isAfter(Instant.now())) {
      throw wrong("--before is %s, expected a time that has passed".formatted(given));
    }
    return before;
  }

  private CommandLine.ParameterException wrong(String text) {
    return new CommandLine.ParameterException(spec.commandLine(), text);
  }
}
