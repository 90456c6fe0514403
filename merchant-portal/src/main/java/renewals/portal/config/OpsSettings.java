package renewals.portal.config;

import java.util.Optional;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.Loopback;
import renewals.kit.http.tls.HttpTls;

/**
 * What operators set of their page.
 *
 * @param host {@code ops.http.host}
 * @param port {@code ops.http.port}, 0 for a free one
 * @param chosen whether the port was set; a usual one that is taken may be left for a free one
 * @param token {@code ops.http.token}: asked for as password (any user) or bearer, if it is set
 * @param access {@code ops.http.hosts}, {@code .proxies}, {@code .connections}, {@code .tls}
 */
public record OpsSettings(
    String host, int port, boolean chosen, Optional<String> token, HttpAccess access) {

  private static final String HOST = "ops.http.host";
  private static final String PORT = "ops.http.port";
  private static final int USUAL_PORT = 8082;

  public OpsSettings {
    if (token.isEmpty() && !Loopback.is(host)) {
      throw new SettingException(
          HOST, host, "a loopback address as long as ops.http.token is not set");
    }
    access.demandTls("ops", host);
  }

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  public static OpsSettings read(Settings from) {
    String host = from.text(HOST, "127.0.0.1");
    return new OpsSettings(
        host,
        from.count(PORT, USUAL_PORT, 0, 65_535),
        from.text(PORT).isPresent(),
        from.secret("ops.http.token"),
        HttpAccess.read(from, "ops", host).over(HttpTls.readForAnyClient(from, "ops")));
  }
}
