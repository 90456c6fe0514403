package renewals.producer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.parties.ed25519.Ed25519Library;
import renewals.parties.model.Limits;
import renewals.parties.model.Parties;
import renewals.producer.access.Forgeries.Forgery;
import renewals.producer.access.Forgeries.Kind;

/**
 * No forged request is taken, and none makes the service fail. {@code mvn verify} sends a thousand,
 * the profile {@code attack} a hundred thousand, once with each library for Ed25519; {@code
 * -Dforgeries.seed=…} repeats a run. What instances know of each other's nonces is a set here;
 * RequestNoncesIT has the real topic.
 */
class ForgedRequestsTest {

  private static final int COUNT = Integer.getInteger("forgeries.count", 1000);
  private static final long SEED = Long.getLong("forgeries.seed", System.nanoTime());

  /** The gate is the same for both routes: a quarter shows that it stands before bodies too. */
  private static final int BODIES = COUNT / 4;

  private static final int CONTROL = 20;
  private static final int TRIES = 1_000_000;
  private static final int ACCEPTED = 202;
  private static final Pattern STATUS = Pattern.compile("\"status\":(\\d+)");

  /** The last two where a path or a method is no route of the intake's. */
  private static final Set<Integer> EXPECTED = Set.of(401, 403, 404, 405);

  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Map<Kind, Map<Integer, Integer>> answers = new EnumMap<>(Kind.class);
  private final List<String> wrong = new ArrayList<>();
  private final List<Forgery> afterRestart = new ArrayList<>();
  private int good;

  @ParameterizedTest
  @EnumSource
  void shouldTakeNoForgedRequestAndFailOnNone(Ed25519Library library) throws Exception {
    takeNone(library, new Forgeries(SEED, false), COUNT);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeNoLineOfAForgedBodyAndFailOnNone(Ed25519Library library) throws Exception {
    takeNone(library, new Forgeries(SEED, true), BODIES);
  }

  private void takeNone(Ed25519Library library, Forgeries forgeries, int count) throws Exception {
    assumeThat(library.whyNot()).isEmpty();
    Parties parties = Channels.with(Limits.USUAL, library);
    try (Intakes intake = intake(parties);
        Intakes other = intake(parties);
        RawClient client = new RawClient(intake.http.port());
        RawClient elsewhere = new RawClient(other.http.port())) {
      for (int i = 0; i < count; i++) {
        if (i % CONTROL == 0) {
          take(client, forgeries.good());
        }
        Forgery forgery = forgeries.next();
        if (forgery.before() != null) {
          take(client, forgery.before());
        }
        switch (forgery.kind()) {
          case REPLAY_ELSEWHERE -> forged(elsewhere, forgery);
          case REPLAY_AFTER_RESTART -> afterRestart.add(forgery);
          default -> forged(client, forgery);
        }
      }
      assertThat(intake.publisher.taken()).as("seed %d", SEED).hasSize(good);
      assertThat(other.publisher.taken()).as("seed %d", SEED).isEmpty();
    }
    try (Intakes restarted = intake(parties);
        RawClient client = new RawClient(restarted.http.port())) {
      for (Forgery forgery : afterRestart) {
        forged(client, forgery);
      }
      assertThat(restarted.publisher.taken()).as("seed %d", SEED).isEmpty();
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
    System.out.printf(
        "%d forged requests refused with Ed25519 by %s, seed %d: %s%n",
        count, library.label(), SEED, answers);
  }

  private Intakes intake(Parties parties) {
    Intakes intake = new Intakes(TRIES, used);
    intake.parties = parties;
    return intake;
  }

  private void take(RawClient client, RawRequest request) throws IOException {
    assertThat(statusOf(client.send(request))).isEqualTo(ACCEPTED);
    good++;
  }

  /** Of an answer to a line, that line's. */
  private static int statusOf(RawClient.Answer answer) {
    Matcher line = STATUS.matcher(answer.body());
    return answer.status() == 200 && line.find()
        ? Integer.parseInt(line.group(1))
        : answer.status();
  }

  private void forged(RawClient client, Forgery forgery) throws IOException {
    int status = statusOf(client.send(forgery.request()));
    if (!EXPECTED.contains(status)) {
      wrong.add("%s was answered %d:%n%s".formatted(forgery.kind(), status, forgery.request()));
    }
    answers.computeIfAbsent(forgery.kind(), kind -> new TreeMap<>()).merge(status, 1, Integer::sum);
  }
}
