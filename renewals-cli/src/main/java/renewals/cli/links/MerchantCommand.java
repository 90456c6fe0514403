package renewals.cli.links;

import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandClock;
import renewals.cli.call.Ids;
import renewals.kit.LinkSettings;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.schemas.links.RenewalLinks;

/** {@code links merchant}. */
@Command(
    name = "merchant",
    description =
        "Prints the signed link to the page of all cards of a merchant, as his digests carry it."
            + " Whoever has it sees them all, so give it to him alone. Valid for page.link.valid;"
            + " links revoke --merchant takes it back.")
final class MerchantCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "MERCHANT_ID", description = "The merchant.")
  private String merchantId;

  @Override
  public void run() {
    Ids.demandMerchant("MERCHANT_ID", merchantId);
    Settings settings = cluster.settings();
    RenewalLinks links = LinkSettings.links(settings).orElseThrow(() -> unset(settings));
    spec.commandLine()
        .getOut()
        .println(
            links.toMerchant(
                merchantId, CommandClock.of(settings).instant().truncatedTo(ChronoUnit.SECONDS)));
    spec.commandLine().getOut().flush();
  }

  private static SettingException unset(Settings settings) {
    return settings.text("page.base.url").isEmpty()
        ? new SettingException("page.base.url", "nothing", "the address of the merchants' pages")
        : new SettingException("page.link.secret", "nothing", "the secret that signs links");
  }
}
