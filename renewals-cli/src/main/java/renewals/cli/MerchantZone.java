package renewals.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import renewals.cli.call.ClusterOptions;
import renewals.cli.call.KafkaConnectivity;
import renewals.cli.tail.KnownContacts;
import renewals.kit.Settings;

/** In which zone a merchant reads times. */
final class MerchantZone {

  /** It is a help beside the answer. */
  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(8);

  private MerchantZone() {}

  /** Whether records may be asked: their addresses are known, and Kafka answers soon. */
  static boolean isAskable(ClusterOptions cluster, Settings settings) {
    return cluster.missingForRecords().isEmpty()
        && KafkaConnectivity.answers(settings, KAFKA_PATIENCE);
  }

  /** His zone; empty where nobody knows it, or can say. */
  static Optional<ZoneId> of(ClusterOptions cluster, Settings settings, String merchantId) {
    return merchantId.isEmpty() || !isAskable(cluster, settings)
        ? Optional.empty()
        : KnownContacts.zone(settings, merchantId);
  }
}
