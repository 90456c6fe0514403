package renewals.parties.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All parties of one file, by id and by what they are known by. Immutable. */
public final class Parties {

  /** Nobody. */
  public static final Parties NONE = new Parties(List.of());

  private final Map<String, Party> byId = new LinkedHashMap<>();
  private final Map<String, Credential> byKeyId = new HashMap<>();
  private final Map<String, Credential> bySubject = new HashMap<>();

  /** A key and whose it is. */
  public record Credential(Party party, PartyKey key) {}

  /**
   * Some parties.
   *
   * @throws IllegalArgumentException two are of one id, two keys of one keyId, or two of one
   *     subjectAltName
   */
  public Parties(Collection<Party> parties) {
    for (Party party : parties) {
      refuse(byId.put(party.id(), party), "id", party.id());
      for (PartyKey key : party.keys()) {
        Credential credential = new Credential(party, key);
        refuse(byKeyId.put(key.keyId(), credential), "keyId", key.keyId());
        if (key instanceof PartyKey.Certificate certificate) {
          String subject = certificate.subjectAltName();
          refuse(bySubject.put(subject, credential), "subjectAltName", subject);
        }
      }
    }
  }

  private static void refuse(@Nullable Object before, String field, String given) {
    if (before != null) {
      throw new IllegalArgumentException(
          "%s is \"%s\" twice, expected it once".formatted(field, given));
    }
  }

  /** The party of that id. */
  public Optional<Party> party(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The key of that id, ended or not, and whose it is. */
  public Optional<Credential> key(String keyId) {
    return Optional.ofNullable(byKeyId.get(keyId));
  }

  /** The key that a name of a client's certificate is, ended or not, and whose it is. */
  public Optional<Credential> subject(String subjectAltName) {
    return Optional.ofNullable(bySubject.get(subjectAltName));
  }

  /** All of them, in the file's order. */
  public Collection<Party> all() {
    return byId.values();
  }
}
