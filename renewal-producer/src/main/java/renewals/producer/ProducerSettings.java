package renewals.producer;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.Loopback;
import renewals.kit.http.tls.ClientTrust;
import renewals.kit.http.tls.HttpTls;
import renewals.kit.tracing.TracingSettings;

/**
 * The settings of the intake service itself.
 *
 * @param host address to listen on: a loopback address, unless parties are known and connections
 *     are encrypted, here or by a proxy that is named
 * @param port port to listen on, 0 for a free one
 * @param access {@code producer.http.hosts}, {@code .proxies}, {@code .connections}, {@code .tls}
 * @param partiesFile who may say what; without it anybody on this machine anything
 * @param failedTries how often a second one address may fail to prove who it is
 * @param registryUrl base URL of the schema registry
 * @param queryUrl where activation-stream answers, empty where no channel is asked
 * @param queryToken what it asks for
 * @param queryTrust {@code activation.http.tls.ca}: whose certificates of its are believed
 * @param mostFollowed of how many renewals at once payment channels are asked
 * @param mostUnderWay how many events may wait for their acknowledgement at once
 * @param mostRemembered how many facts are remembered to tell a contradiction
 * @param tracing {@code tracing.*}
 */
record ProducerSettings(
    String host,
    int port,
    HttpAccess access,
    Optional<Path> partiesFile,
    int failedTries,
    String registryUrl,
    Optional<String> queryUrl,
    Optional<String> queryToken,
    Optional<SSLContext> queryTrust,
    int mostFollowed,
    int mostUnderWay,
    int mostRemembered,
    TracingSettings tracing) {

  private static final String HOST = "producer.http.host";
  private static final int DEFAULT_PORT = 8090;
  private static final int LAST_PORT = 65_535;

  ProducerSettings {
    if (!Loopback.is(host) && partiesFile.isEmpty()) {
      throw new SettingException(
          HOST, host, "a loopback address such as 127.0.0.1, as no parties.file says who may call");
    }
    access.demandTls("producer", host);
  }

  static ProducerSettings of(Settings settings) {
    String host = settings.text(HOST, "127.0.0.1");
    settings
        .text("provenance.party")
        .ifPresent(
            party -> {
              throw new SettingException(
                  "provenance.party",
                  party,
                  "nothing where the intake runs: it signs with a gateway key for who was let in");
            });
    return new ProducerSettings(
        host,
        settings.count("producer.http.port", DEFAULT_PORT, 0, LAST_PORT),
        HttpAccess.read(settings, "producer", host).over(HttpTls.read(settings, "producer")),
        settings.text("parties.file").map(text -> Path.of(text.strip())),
        settings.count("producer.http.failed-tries", 20, 1, 1_000_000),
        settings
            .url("schema.registry.url")
            .orElseThrow(
                () ->
                    new SettingException(
                        "schema.registry.url",
                        "nothing",
                        "the base URL of a Confluent schema registry API")),
        settings.url("producer.query.url").map(url -> url.replaceAll("/+$", "")),
        settings.secret("producer.query.token"),
        ClientTrust.read(settings, "activation"),
        settings.count("producer.reconcile.most", 500_000, 1_000, 100_000_000),
        settings.count("producer.most.under.way", 1000, 1, 100_000),
        settings.count("producer.most.remembered", 100_000, 1, 10_000_000),
        TracingSettings.read(settings));
  }
}
