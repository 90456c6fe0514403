package renewals.notifier.senders.robot;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import renewals.notifier.senders.secrets.ReloadedSecrets;
import renewals.v1.RobotKind;

/**
 * How robots are made to speak.
 *
 * @param secrets that sign what they are to say
 * @param hosts that are allowed beside those of the providers, in lower case, with their port where
 *     it isn't the scheme's
 * @param allowHttp whether those may be spoken to without TLS
 * @param timeout for a whole try
 * @param atOnce how many may wait for an answer together
 * @param perMinute how many messages a robot says in a minute at most, by one instance
 */
public record RobotSettings(
    ReloadedSecrets<String> secrets,
    Set<String> hosts,
    boolean allowHttp,
    Duration timeout,
    int atOnce,
    Map<RobotKind, Integer> perMinute) {

  public RobotSettings {
    hosts = Set.copyOf(hosts);
    perMinute = Map.copyOf(perMinute);
  }
}
