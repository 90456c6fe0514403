package renewals.portal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import renewals.kit.LinkSettings;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.tls.ClientTrust;
import renewals.kit.http.tls.HttpTls;

/**
 * What operators set of the portal; docs/configuration.md lists the names.
 *
 * @param bootstrapServers {@code kafka.bootstrap.servers}
 * @param registryUrl {@code schema.registry.url}
 * @param activation {@code portal.activation.urls}, else {@code activation.url}: instances of
 *     activation-stream, at least one
 * @param token {@code activation.http.token}: shown to them, if it is set
 * @param trust {@code activation.http.tls.ca}: whose certificates of theirs it believes
 * @param http where health, metrics and, unless it has a server of its own, the merchant's page are
 * @param page the merchant's page
 * @param ops the operators' page
 * @param kafka everything below {@code kafka.}, for all clients
 */
public record PortalSettings(
    String bootstrapServers,
    String registryUrl,
    List<String> activation,
    Optional<String> token,
    Optional<SSLContext> trust,
    Http http,
    PageSettings page,
    OpsSettings ops,
    Map<String, String> kafka) {

  private static final String INSTANCES = "portal.activation.urls";

  /**
   * A server.
   *
   * @param host {@code portal.http.host}
   * @param port {@code portal.http.port}, 0 for a free one
   * @param access {@code portal.http.hosts}, {@code .proxies}, {@code .connections}, {@code .tls};
   *     the host of {@code page.base.url} always counts
   */
  public record Http(String host, int port, HttpAccess access) {
    public Http {
      access.demandTls("portal", host);
    }
  }

  /** Reads them; throws {@link SettingException} for the first one that won't do. */
  public static PortalSettings read(Settings from) {
    String host = from.text("portal.http.host", "127.0.0.1");
    return new PortalSettings(
        from.text("kafka.bootstrap.servers", "127.0.0.1:9092"),
        from.url("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"),
        activation(from),
        from.secret("activation.http.token"),
        ClientTrust.read(from, "activation"),
        new Http(
            host,
            from.count("portal.http.port", 8085, 0, 65_535),
            HttpAccess.read(from, "portal", host, LinkSettings.host(from).orElse(host))
                .over(HttpTls.readForAnyClient(from, "portal"))),
        PageSettings.read(from),
        OpsSettings.read(from),
        clientSettings(from));
  }

  private static List<String> activation(Settings from) {
    String one = from.url("activation.url", "http://127.0.0.1:8080");
    return from.text(INSTANCES)
        .map(text -> Arrays.stream(text.split(",", -1)).map(PortalSettings::instance).toList())
        .orElse(List.of(one));
  }

  private static String instance(String given) {
    String url = given.strip().replaceAll("/+$", "");
    if (!url.matches("https?://[^/?#\\s]+")) {
      throw new SettingException(
          INSTANCES, given.strip(), "URLs such as http://10.0.0.7:8080, comma-separated");
    }
    return url;
  }

  /** What is ours below the prefix is not for Kafka's clients. */
  private static Map<String, String> clientSettings(Settings from) {
    Map<String, String> settings = from.below("kafka.");
    settings.remove("unreplicated");
    return settings;
  }
}
