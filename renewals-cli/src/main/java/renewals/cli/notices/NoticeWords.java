package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.CommandClock;
import renewals.cli.tail.KnownContacts;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;
import renewals.notifier.NoticePreview.Previewed;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/**
 * The words of a notice. Nobody keeps those that went out, since an address stands beside them;
 * they are written once more, from what the notice is about, in the merchant's language and zone
 * and without his name, as of then; their link is of now.
 */
final class NoticeWords {

  private static final KnownContacts.Reads USUAL =
      new KnownContacts.Reads(ZoneId.of("Asia/Shanghai"), "zh-CN");

  private final Settings settings;

  NoticeWords(Settings settings) {
    this.settings = settings;
  }

  /**
   * Written once more.
   *
   * @param receipt the first of the notice
   * @return empty where what it is about is no single activation or update, or is no longer kept
   */
  Optional<Previewed> of(ObjectNode receipt) {
    String cause = text(receipt, "cause");
    SpecificRecord event = event(cause, text(receipt, "merchantId"));
    if (event == null) {
      return Optional.empty();
    }
    KnownContacts.Reads reads =
        new KnownContacts(settings).of(text(receipt, "merchantId")).orElse(USUAL);
    return NoticePreview.of(
            settings, reads.locale(), reads.zone(), CommandClock.of(settings).instant())
        .of(event, Instant.parse(text(receipt, "at")))
        .stream()
        .filter(notice -> notice.channel().equals(text(receipt, "channel")))
        .findFirst();
  }

  private @Nullable SpecificRecord event(String cause, String merchantId) {
    String status = cause.substring(cause.lastIndexOf('/') + 1);
    boolean isActivation = status.equals("ACTIVATED") || status.equals("REVERSED");
    Output output = isActivation ? Output.ACTIVATIONS : Output.UPDATES;
    AtomicReference<@Nullable SpecificRecord> found = new AtomicReference<>();
    TopicTail.ofKey(settings, output, merchantId)
        .readToEnd(
            null,
            line -> {
              if (EventJson.read(line) instanceof Parsed.Accepted event
                  && cause.equals(causeOf(event.event()))) {
                found.set(event.event());
              }
            });
    return found.get();
  }

  private static String causeOf(SpecificRecord event) {
    return switch (event) {
      case renewals.v1.Activation activation ->
          activation.getActivationId() + "/" + activation.getStatus();
      case renewals.v1.RenewalUpdate update -> update.getUpdateId();
      default -> "";
    };
  }
}
