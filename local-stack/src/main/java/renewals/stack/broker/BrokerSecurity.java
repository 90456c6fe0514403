package renewals.stack.broker;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the nodes of a cluster are closed to others: TLS everywhere, SCRAM-SHA-512 for clients and
 * between brokers, certificates for controllers, and nobody may do anything that isn't granted.
 *
 * <p>Source: partners, "Kafka".
 *
 * @param node PEM of the nodes' key and certificates
 * @param authority PEM of who signed the certificate
 * @param subject of the certificate, as which controllers and brokers know each other
 * @param brokerPassword of the user {@code broker}
 * @param adminPassword of the user {@code admin}
 */
public record BrokerSecurity(
    Path node, Path authority, String subject, String brokerPassword, String adminPassword) {

  /** The user as which brokers speak to each other. */
  public static final String BROKER = "broker";

  /** The user that may do everything: it makes topics, users and rights. */
  public static final String ADMIN = "admin";

  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";

  /** The iterations of the two users that are there before there is a cluster to ask. */
  private static final int ITERATIONS = 8192;

  /** What a client of the user {@code admin} needs besides addresses. */
  Map<String, String> adminClient() {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        login(ADMIN, adminPassword),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        authority.toString());
  }

  /** Of {@code server.properties}, for those listeners of clients. */
  Map<String, String> server(Collection<String> listeners) {
    Map<String, String> config = new TreeMap<>();
    config.put("ssl.keystore.type", "PEM");
    config.put("ssl.keystore.location", node.toString());
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.location", authority.toString());
    config.put("listener.name.controller.ssl.client.auth", "required");
    config.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    config.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
    for (String listener : listeners) {
      config.put(
          "listener.name.%s.scram-sha-512.sasl.jaas.config"
              .formatted(listener.toLowerCase(Locale.ROOT)),
          login(BROKER, brokerPassword));
    }
    config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    config.put("allow.everyone.if.no.acl.found", "false");
    config.put("super.users", "User:%s;User:%s;User:%s".formatted(subject, BROKER, ADMIN));
    return config;
  }

  /** Arguments for formatting a node: the users that must be there from the start. */
  List<String> firstUsers() {
    return List.of(
        "--add-scram", scram(BROKER, brokerPassword), "--add-scram", scram(ADMIN, adminPassword));
  }

  private static String scram(String user, String password) {
    return "SCRAM-SHA-512=[name=%s,iterations=%d,password=%s]"
        .formatted(user, ITERATIONS, password);
  }

  private static String login(String user, String password) {
    return "%s username=\"%s\" password=\"%s\";".formatted(LOGIN, user, password);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "BrokerSecurity[%s]".formatted(subject);
  }
}
