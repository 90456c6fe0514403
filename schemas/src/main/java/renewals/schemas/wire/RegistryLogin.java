package renewals.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * As whom a registry is asked that lets only some write. For operators: services read.
 *
 * @param user of HTTP's basic authentication, without a colon
 */
public record RegistryLogin(String user, String password) {

  public RegistryLogin {
    if (user.contains(":")) {
      throw new IllegalArgumentException(
          "user is %s, expected one without a colon".formatted(user));
    }
  }

  /** The value of the header {@code Authorization}. */
  String header() {
    byte[] both = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistryLogin[%s]".formatted(user);
  }
}
