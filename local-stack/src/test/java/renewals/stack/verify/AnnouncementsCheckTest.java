package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.truth.AnnouncementTruth;

class AnnouncementsCheckTest {

  private static final AnnouncementTruth TRUTH =
      new AnnouncementTruth("A1/2", Set.of("M-1"), Set.of("M-1", "M-2"));

  @Test
  void shouldHoldWhereEachIsToldOnce() {
    assertThat(differences(told("M-1", 2))).isEmpty();
    assertThat(differences(told("M-2", 2), told("M-1", 2), other())).isEmpty();
  }

  @Test
  void shouldFindWhoIsToldTwice() {
    assertThat(differences(told("M-1", 2), told("M-1", 2)))
        .containsExactly("told again: expected [], found [A1/2/M-1]");
  }

  @Test
  void shouldFindWhoIsNotTold() {
    assertThat(differences(told("M-2", 2)))
        .containsExactly("A1/2 not told: expected [], found [M-1]");
  }

  @Test
  void shouldFindWhoIsToldWhatIsNotForHim() {
    assertThat(differences(told("M-1", 2), told("M-3", 2)))
        .containsExactly("A1/2 told, though it is not for them: expected [], found [M-3]");
  }

  @Test
  void shouldFindARevisionThatHoldsNoMore() {
    assertThat(differences(told("M-1", 2), told("M-1", 1)))
        .containsExactly("told of what holds no more: expected {}, found {A1/1=[M-1]}");
  }

  private static List<String> differences(JsonNode... updates) {
    return new AnnouncementsCheck(List.of(TRUTH)).check(List.of(updates)).differences();
  }

  private static JsonNode other() {
    return JsonNodeFactory.instance.objectNode().put("renewalId", "R-1").put("kind", "PAID");
  }

  private static JsonNode told(String merchantId, int revision) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.put("updateId", "A1/%d/%s".formatted(revision, merchantId));
    update.put("kind", "ANNOUNCEMENT").put("merchantId", merchantId);
    update.putObject("announcement").put("announcementId", "A1").put("revision", revision);
    return update;
  }
}
