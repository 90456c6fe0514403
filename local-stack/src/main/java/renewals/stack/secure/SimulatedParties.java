package renewals.stack.secure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import renewals.kit.OwnerOnly;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;
import renewals.parties.admin.PartiesEditor.Grant;
import renewals.parties.file.PartiesFileException;
import renewals.stack.process.StackException;
import renewals.stack.sim.scenario.Announcements;
import renewals.stack.sim.scenario.Carriers;
import renewals.stack.sim.scenario.ScenarioWriter;

/**
 * A file of parties with the simulator's channels and carriers, each with a token of its own that
 * lies beside it.
 */
public final class SimulatedParties {

  /** Who introduces merchants, among the tokens. */
  private static final String CONTACTS = "merchant-contact";

  private static final Duration COUNTS = Duration.ofDays(365);

  private final Path file;
  private final Path tokens;

  private SimulatedParties(Path folder) {
    this.file = folder.resolve("parties.yaml");
    this.tokens = folder.resolve("tokens");
  }

  /**
   * Those in a folder, made where they are missing.
   *
   * @throws StackException they can't be written
   */
  public static SimulatedParties in(Path folder) {
    SimulatedParties parties = new SimulatedParties(folder.toAbsolutePath());
    if (!Files.exists(parties.file)) {
      try {
        OwnerOnly.folder(folder);
        parties.make(Instant.now().truncatedTo(ChronoUnit.SECONDS));
      } catch (IOException | PartiesFileException e) {
        throw new StackException("no parties in %s: %s".formatted(folder, e.getMessage()), e);
      }
    }
    return parties;
  }

  /** The file of parties. */
  public Path file() {
    return file;
  }

  /** The folder with a token a file, named like the party. */
  public Path tokenFolder() {
    return tokens;
  }

  /**
   * The tokens, by channelId and carrierId, {@code merchant-contact} for who says contacts and
   * {@code announcement} for who announces.
   */
  public Map<String, String> tokens() {
    Map<String, String> read = new TreeMap<>();
    Stream.concat(channels(), Carriers.ALL.stream()).forEach(id -> read.put(id, tokenOf(id)));
    read.put(CONTACTS, tokenOf(ScenarioWriter.CHANNELS.getFirst()));
    read.put(Announcements.WHO, tokenOf(Announcements.WHO));
    return read;
  }

  private String tokenOf(String id) {
    try {
      return Files.readString(tokens.resolve(id)).strip();
    } catch (IOException e) {
      throw new StackException("no token of %s: %s".formatted(id, e), e);
    }
  }

  private void make(Instant from) throws IOException, PartiesFileException {
    OwnerOnly.folder(tokens);
    PartiesEditor editor = PartiesEditor.open(file);
    for (String channel : channels().toList()) {
      add(
          editor,
          channel,
          new Grant(
              List.of("renewal-requested", "payment", CONTACTS),
              List.of(channel),
              List.of(),
              List.of(),
              true),
          from);
    }
    for (String carrier : Carriers.ALL) {
      add(
          editor,
          carrier,
          new Grant(
              List.of("carrier-review", "carrier-status", "card-usage", "card-status"),
              List.of(),
              List.of(carrier),
              List.of(),
              false),
          from);
    }
    add(
        editor,
        Announcements.WHO,
        new Grant(List.of("announcement"), List.of(), List.of(), List.of(), false),
        from);
    // last: where it is there, all tokens are
    editor.save();
  }

  private void add(PartiesEditor editor, String id, Grant grant, Instant from) throws IOException {
    String keyId = editor.freeKeyId(id);
    NewKey key = NewKey.generate("bearer", keyId);
    editor.add(id, grant, keyId, key, from, from.plus(COUNTS));
    Path written = OwnerOnly.file(tokens.resolve(id + ".new"));
    Files.writeString(written, key.shownOnce().orElseThrow() + "\n");
    Files.move(written, tokens.resolve(id), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Stream<String> channels() {
    return Stream.concat(
        ScenarioWriter.CHANNELS.stream(), Stream.of(ScenarioWriter.STRANGE_CHANNEL));
  }
}
