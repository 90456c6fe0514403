package renewals.producer.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.producer.access.Forgeries.Forgery;
import renewals.producer.access.Forgeries.Kind;

/**
 * No forged request is taken, and none makes the service fail. {@code mvn verify} sends a thousand,
 * the profile {@code attack} a hundred thousand; {@code -Dforgeries.seed=…} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRequestsTest {

  private static final int COUNT = Integer.getInteger("forgeries.count", 1000);
  private static final long SEED = Long.getLong("forgeries.seed", System.nanoTime());
  private static final int CONTROL = 20;

  /** The last three where a path or a method is no route of the intake's. */
  private static final Set<Integer> EXPECTED = Set.of(401, 403, 404, 405, 501);

  @Test
  void shouldTakeNoForgedRequestAndFailOnNone() throws Exception {
    Forgeries forgeries = new Forgeries(SEED);
    Map<Kind, Map<Integer, Integer>> answers = new EnumMap<>(Kind.class);
    List<String> wrong = new ArrayList<>();
    int good = 0;
    try (Intakes intake = new Intakes(1_000_000);
        RawClient client = new RawClient(intake.http.port())) {
      for (int i = 0; i < COUNT; i++) {
        if (i % CONTROL == 0) {
          assertThat(client.send(forgeries.good()).status()).isEqualTo(202);
          good++;
        }
        Forgery forgery = forgeries.next();
        if (forgery.before() != null) {
          assertThat(client.send(forgery.before()).status()).isEqualTo(202);
          good++;
        }
        int status = client.send(forgery.request()).status();
        if (!EXPECTED.contains(status)) {
          wrong.add("%s was answered %d:%n%s".formatted(forgery.kind(), status, forgery.request()));
        }
        answers
            .computeIfAbsent(forgery.kind(), kind -> new TreeMap<>())
            .merge(status, 1, Integer::sum);
      }
      assertThat(wrong).as("seed %d", SEED).isEmpty();
      assertThat(intake.publisher.taken()).as("seed %d", SEED).hasSize(good);
    }
    System.out.printf("%d forged requests refused, seed %d: %s%n", COUNT, SEED, answers);
  }
}
