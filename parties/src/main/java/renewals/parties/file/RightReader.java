package renewals.parties.file;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import renewals.parties.model.Binding;
import renewals.parties.model.Names;
import renewals.parties.model.Right;

/** Reads one entry of what a party may. */
final class RightReader {

  private static final String EVENTS = "events, such as " + String.join(", ", Binding.names());
  private static final String ANY = "*";

  private RightReader() {}

  static Right read(Entry entry) throws PartiesFileException {
    entry.fields("events", "channelIds", "carrierIds", "merchantIds", "gifts", "until");
    Optional<Entry> gifts = entry.field("gifts");
    Optional<Entry> merchants = entry.field("merchantIds");
    return new Right(
        events(entry.need("events", EVENTS)),
        names(entry.field("channelIds"), false),
        names(entry.field("carrierIds"), false),
        merchants.isEmpty() ? Optional.empty() : Optional.of(names(merchants, true)),
        gifts.isPresent() && gifts.get().flag(),
        Optional.ofNullable(Entry.timeOf(entry.field("until"))));
  }

  private static Set<Binding> events(Entry entry) throws PartiesFileException {
    Set<Binding> events = EnumSet.noneOf(Binding.class);
    for (Entry element : entry.elements(EVENTS)) {
      events.add(
          Binding.named(element.text(EVENTS))
              .orElseThrow(() -> element.wrong("one of " + String.join(", ", Binding.names()))));
    }
    return events;
  }

  private static Names names(Optional<Entry> entry, boolean patterns) throws PartiesFileException {
    Set<String> names = new HashSet<>();
    if (entry.isPresent()) {
      for (Entry element : entry.get().elements("ids")) {
        names.add(name(element, patterns));
      }
    }
    return new Names(names);
  }

  private static String name(Entry entry, boolean patterns) throws PartiesFileException {
    String expected = patterns ? "an id, or its beginning and *" : "an id, or * alone for any";
    String name = entry.text(expected);
    String plain = name.endsWith(ANY) ? name.substring(0, name.length() - 1) : name;
    if (plain.contains(ANY) || (!patterns && name.endsWith(ANY) && !plain.isEmpty())) {
      throw entry.wrong(expected);
    }
    return name;
  }
}
