package renewals.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.CommandFailure;
import renewals.cli.replay.DeadLetter;
import renewals.cli.replay.LetterFilter;
import renewals.cli.replay.LetterReader;
import renewals.cli.replay.Place;
import renewals.cli.tail.RecordEvents;
import renewals.kit.Settings;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RegistryUnavailableException;

/** {@code dead-letters show}. */
@Command(
    name = "show",
    description =
        "One dead letter: what its headers say, the event where it can be read, and what to do"
            + " about it. No address and no whole number of a card is shown; 'tail dead-letters'"
            + " has all, for who may read it.")
final class ShowCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(
      paramLabel = "TOPIC/PARTITION/OFFSET",
      description =
          "Where the record lay, such as renewal-payments/2/1234, or where its letter lies.")
  private String given;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Place place = Place.of("TOPIC/PARTITION/OFFSET", given);
    Settings settings = cluster.ofRecords();
    // several, where committed offsets were lost or the topic was made anew
    List<DeadLetter> found =
        new LetterReader(settings).all(new LetterFilter(Set.of(), null, null, null, place));
    if (found.isEmpty()) {
      throw new CommandFailure(
          "no dead letter of %s is kept; ./renewals dead-letters list shows which are"
              .formatted(place));
    }
    RecordEvents events =
        new RecordEvents(new HttpSchemaRegistry(settings.url("schema.registry.url", "")));
    PrintWriter out = spec.commandLine().getOut();
    for (DeadLetter letter : found) {
      boolean isKnown = true;
      Optional<ObjectNode> event = Optional.empty();
      try {
        event =
            events
                .of(letter.topic(), letter.record().value())
                .map(read -> Discretion.event(letter, read));
      } catch (RegistryUnavailableException e) {
        isKnown = false;
      }
      if (isJson) {
        out.println(LetterJson.of(letter, event));
      } else {
        new LetterPage(letter, out).print(event, isKnown);
      }
    }
    out.flush();
  }
}
