package renewals.parties.proof;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import renewals.parties.model.Period;
import renewals.parties.proof.SigningKey.Signer;

/** The keys by which those who have judged a claim say so. Immutable. */
public final class GatewayKeys {

  /** None: nothing that a gateway signed is believed. */
  public static final GatewayKeys NONE = new GatewayKeys(List.of());

  private final Map<String, Key> byId = new HashMap<>();

  /**
   * One of them.
   *
   * @param id 1 to 64 of {@code A-Z a-z 0-9 _ -}
   */
  public record Key(String id, Period period, SecretKey secret) {
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  public GatewayKeys(Collection<Key> keys) {
    keys.forEach(key -> byId.put(key.id(), key));
  }

  /** The key of that id, ended or not. */
  Optional<Key> key(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The one that signs at a moment: of those that count, the one that began last. */
  public Optional<SigningKey> signerAt(Instant time) {
    return byId.values().stream()
        .filter(key -> key.period().includes(time))
        .max(
            Comparator.comparing((Key key) -> key.period().notBefore().orElse(Instant.MIN))
                .thenComparing(Key::id))
        .map(key -> new SigningKey(Signer.GATEWAY, key.id(), key.secret()));
  }
}
