package renewals.cli.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;
import renewals.kit.Settings;

/** Users and rights of a cluster: compared with a plan, and changed where they differ from it. */
public final class AccessAdmin implements AutoCloseable {

  private static final int ITERATIONS = 8192;
  private static final long ANSWER_SECONDS = 30;
  private static final long SEEN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_AGAIN_MS = 50;

  private final Admin admin;

  private AccessAdmin(Admin admin) {
    this.admin = admin;
  }

  /** Works on the cluster of {@code kafka.bootstrap.servers}, as the user of those settings. */
  public static AccessAdmin connect(Settings settings) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.putAll(settings.below("kafka."));
    return new AccessAdmin(Admin.create(properties));
  }

  /**
   * In what the cluster differs from a plan; changes nothing.
   *
   * @throws AccessException the cluster gives no answer, or has no authorizer
   */
  public AccessChange differenceTo(AccessPlan plan) {
    Set<String> users = users();
    Set<AclBinding> wanted =
        plan.rights().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<AclBinding> found =
        new HashSet<>(answer(admin.describeAcls(AclBindingFilter.ANY).values()));
    Set<String> missing = new TreeSet<>(plan.rights().keySet());
    missing.removeAll(users);
    Set<String> left = new TreeSet<>(users);
    left.removeIf(user -> plan.rights().containsKey(user) || !AccessPlan.isOurs(user));
    Set<AclBinding> missingRights = new HashSet<>(wanted);
    missingRights.removeAll(found);
    found.removeAll(wanted);
    Map<Boolean, Set<AclBinding>> byOwner =
        found.stream().collect(Collectors.partitioningBy(AccessAdmin::isOurs, Collectors.toSet()));
    return new AccessChange(
        new TreeSet<>(missing),
        new TreeSet<>(left),
        missingRights,
        byOwner.getOrDefault(true, Set.of()),
        byOwner.getOrDefault(false, Set.of()));
  }

  /**
   * Makes the cluster as planned: adds rights before users that need them, and takes rights away
   * before their users. Ends when the cluster shows what was changed.
   *
   * @param clients gets the password of each user that is made
   * @return what differed
   * @throws AccessException the cluster refused; a second call goes on where this one ended
   */
  public AccessChange apply(AccessPlan plan, ClientFiles clients) {
    AccessChange change = differenceTo(plan);
    if (!change.newRights().isEmpty()) {
      answer(admin.createAcls(change.newRights()).all());
    }
    if (!change.oldRights().isEmpty()) {
      answer(
          admin.deleteAcls(change.oldRights().stream().map(AclBinding::toFilter).toList()).all());
    }
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    for (String user : change.newUsers()) {
      // written first: a password that nobody knows would be of no use
      String password = clients.passwordOf(user);
      users.add(
          new UserScramCredentialUpsertion(
              user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password));
    }
    for (String user : change.oldUsers()) {
      users.add(new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512));
      clients.forget(user);
    }
    if (!users.isEmpty()) {
      answer(admin.alterUserScramCredentials(users).all());
    }
    awaitSeen(plan);
    return change;
  }

  /** A broker learns from the controller what was changed. */
  private void awaitSeen(AccessPlan plan) {
    long end = System.nanoTime() + SEEN_WITHIN_NANOS;
    while (!differenceTo(plan).isNone()) {
      if (System.nanoTime() - end > 0) {
        throw new AccessException("the cluster doesn't show what was changed within 30 s");
      }
      try {
        Thread.sleep(LOOK_AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AccessException("interrupted while waiting for the cluster", e);
      }
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private Set<String> users() {
    return answer(admin.describeUserScramCredentials().all()).entrySet().stream()
        .filter(
            user ->
                user.getValue().credentialInfos().stream()
                    .anyMatch(info -> info.mechanism() == ScramMechanism.SCRAM_SHA_512))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isOurs(AclBinding right) {
    String principal = right.entry().principal();
    return principal.startsWith("User:")
        && AccessPlan.isOurs(principal.substring("User:".length()));
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SecurityDisabledException) {
        throw new AccessException(
            "the cluster has no authorizer, expected authorizer.class.name ="
                + " org.apache.kafka.metadata.authorizer.StandardAuthorizer on every node",
            e);
      }
      throw new AccessException(
          "Kafka refused: " + (cause == null ? e.getMessage() : cause.getMessage()), e);
    } catch (TimeoutException e) {
      throw new AccessException("Kafka gives no answer within %d s".formatted(ANSWER_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccessException("interrupted while waiting for Kafka", e);
    }
  }
}
