package renewals.cli.links;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.Ids;
import renewals.cli.call.Moments;
import renewals.cli.query.ActivationApi;

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

  @Option(
      names = "--unknown",
      fallbackValue = "true",
      description = "A renewal too that activation-stream (activation.url) doesn't know.")
  private boolean unknown;

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
        description = "All links made before then, " + Moments.PAST_FORM + ".")
    private @Nullable String before;
  }

  @Override
  public void run() {
    Which given = Objects.requireNonNull(which, "demanded by picocli");
    String renewalId = given.renewalId;
    String merchantId = given.merchantId;
    String done;
    if (merchantId != null) {
      Ids.demandMerchant("--merchant", merchantId);
      try (RevocationPublisher publisher = open()) {
        publisher.revokeOfMerchant(merchantId);
      }
      done =
          "links to all cards of %s that were made so far open nothing any more"
              .formatted(merchantId);
    } else if (renewalId == null) {
      Instant before =
          Moments.past(
              "--before",
              String.valueOf(given.before),
              CommandClock.of(cluster.settings()).instant());
      try (RevocationPublisher publisher = open()) {
        publisher.revokeBefore(before);
      }
      done = "links made before %s open nothing any more".formatted(before);
    } else {
      Ids.demandRenewal("RENEWAL_ID", renewalId);
      demandKnown(renewalId);
      try (RevocationPublisher publisher = open()) {
        publisher.revoke(renewalId);
      }
      done = "links to %s that were made so far open nothing any more".formatted(renewalId);
    }
    spec.commandLine().getOut().println(done);
    spec.commandLine().getOut().flush();
  }

  private RevocationPublisher open() {
    return new RevocationPublisher(
        cluster.reachableForChange(), System.getProperty("user.name", "unknown"));
  }

  /**
   * A slip of the number would leave the link open that was meant. Where nobody can say whether
   * there is such a renewal, or no address to ask was set beside Kafka's, its links are revoked all
   * the same: who asks for it has a reason.
   */
  private void demandKnown(String renewalId) {
    if (unknown
        || !cluster.isTold("activation.url")
        || !new ActivationApi(cluster.settings()).isUnknown("/v1/renewals", renewalId)) {
      return;
    }
    throw new CommandFailure(
        "renewal %s is known to nobody, so nothing was revoked; --unknown revokes its links"
                .formatted(renewalId)
            + " all the same");
  }
}
