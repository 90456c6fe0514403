package renewals.cli.party;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Binding;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;

/** {@code party list}. */
@Command(name = "list", description = "Shows parties, their keys and what they may.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private FileOption file;

  @Option(names = "--json", fallbackValue = "true", description = "A JSON object a line.")
  private boolean isJson;

  @Override
  public void run() {
    Attempt.attempt(
        () -> {
          PrintWriter out = spec.commandLine().getOut();
          for (Party party : PartiesFile.load(file.existing()).all()) {
            if (isJson) {
              out.println(objectOf(party));
              continue;
            }
            out.println("%s may send %s".formatted(party.id(), eventsOf(party)));
            for (PartyKey key : party.keys()) {
              out.println(
                  "  %-24s %-12s %s"
                      .formatted(
                          key.keyId(),
                          key.type(),
                          key.period().whyNot(Instant.now()).orElse("counts")));
            }
          }
          out.flush();
        });
  }

  private static ObjectNode objectOf(Party party) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("id", party.id());
    ArrayNode events = object.putArray("events");
    events(party).forEach(events::add);
    ArrayNode keys = object.putArray("keys");
    for (PartyKey key : party.keys()) {
      Optional<String> whyNot = key.period().whyNot(Instant.now());
      ObjectNode one = keys.addObject();
      one.put("keyId", key.keyId()).put("type", key.type().toString());
      one.put("counts", whyNot.isEmpty());
      whyNot.ifPresent(why -> one.put("whyNot", why));
    }
    return object;
  }

  private static String eventsOf(Party party) {
    return events(party).collect(Collectors.joining(", "));
  }

  private static Stream<String> events(Party party) {
    return party.may().stream()
        .flatMap(right -> right.events().stream())
        .map(Binding::eventName)
        .distinct()
        .sorted();
  }
}
