package renewals.producer.reconcile.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;

class DueTableTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant LATER = AT.plus(Duration.ofHours(1));

  private final DueTable table = new DueTable(Set.of("wx", "ali"), 2);

  @BeforeEach
  void take() {
    table.take(0);
  }

  @Test
  void shouldGiveEachOnceUntilItsTopicHasSaidWhatBecameOfIt() {
    table.read(0, "R-1", due("R-1", "wx"), 0);
    DueTable.Row row = only("wx");
    assertThat(table.due("wx", LATER, 8)).as("it is asked").isEmpty();

    table.appended(0, "R-1", 1);
    assertThat(table.due("wx", LATER, 8)).as("not read yet").isEmpty();
    table.read(0, "R-1", row.due(), 1);

    assertThat(only("wx").due()).isEqualTo(row.due());
  }

  @Test
  void shouldNotGiveAgainWhatIsReadBackWhileItIsAsked() {
    assertThat(table.await(0, "R-1")).isTrue();
    table.read(0, "R-1", due("R-1", "wx"), 0);
    assertThat(table.due("wx", LATER, 8)).as("its append isn't acknowledged").isEmpty();
    table.appended(0, "R-1", 0);

    only("wx");
    table.read(0, "R-1", due("R-1", "wx"), 1);

    assertThat(table.due("wx", LATER, 8)).isEmpty();
  }

  @Test
  void shouldKnowARequestThatIsAppendedOrOnItsWay() {
    assertThat(table.await(0, "R-1")).isTrue();
    assertThat(table.await(0, "R-1")).as("on its way").isFalse();
    table.read(0, "R-2", due("R-2", "wx"), 0);
    assertThat(table.await(0, "R-2")).as("in the topic").isFalse();
    assertThat(table.await(1, "R-3")).as("of another instance").isFalse();
  }

  @Test
  void shouldForgetWhatItsTopicEnds() {
    table.read(0, "R-1", due("R-1", "wx"), 0);
    DueTable.Row row = only("wx");
    table.read(0, "R-1", null, 1);

    assertThat(table.isCurrent(row)).isFalse();
    table.postpone(row, AT);
    assertThat(table.due("wx", LATER, 8)).isEmpty();
    assertThat(table.count(State.WAITING)).isZero();
  }

  @Test
  void shouldPostponeAsLongAsItsTopicSaysTheSame() {
    table.read(0, "R-1", due("R-1", "wx"), 0);
    table.postpone(only("wx"), LATER.plusSeconds(60));
    assertThat(table.due("wx", LATER, 8)).isEmpty();
    assertThat(table.due("wx", LATER.plusSeconds(60), 8)).hasSize(1);

    table.read(0, "R-2", due("R-2", "ali"), 1);
    DueTable.Row other = only("ali");
    ReconcileDue next = new ReconcileDue("R-2", "ali", State.PAID, AT, 0, AT.plusSeconds(1), AT);
    table.read(0, "R-2", next, 2);
    table.postpone(other, LATER.plusSeconds(60));
    assertThat(only("ali").due()).as("its topic is right").isEqualTo(next);
  }

  @Test
  void shouldHoldNothingOfAPartitionThatIsAnothers() {
    table.read(0, "R-1", due("R-1", "wx"), 0);
    DueTable.Row row = only("wx");
    table.drop(0);

    assertThat(table.isCurrent(row)).isFalse();
    table.appended(0, "R-1", 1);
    table.postpone(row, AT);
    assertThat(table.due("wx", LATER, 8)).isEmpty();
    assertThat(table.count(State.WAITING)).isZero();
  }

  @Test
  void shouldGiveTheEarliestOfEachChannelFirst() {
    table.read(0, "R-1", ReconcileRules.requested("R-1", "wx", AT.plusSeconds(2)), 0);
    table.read(0, "R-2", ReconcileRules.requested("R-2", "wx", AT.plusSeconds(1)), 1);
    table.read(0, "R-3", due("R-3", "ali"), 2);

    assertThat(table.due("wx", LATER, 1))
        .extracting(row -> row.due().renewalId())
        .containsExactly("R-2");
    assertThat(table.due("wx", LATER, 8))
        .extracting(row -> row.due().renewalId())
        .containsExactly("R-1");
  }

  @Test
  void shouldHoldOfChannelsThatAreNotAskedOnlyWhatIsUnknown() {
    table.read(0, "R-1", due("R-1", "gone"), 0);
    table.read(0, "R-2", new ReconcileDue("R-2", "gone", State.UNKNOWN, AT, 0, AT, AT, "w", AT), 1);

    assertThat(table.count(State.WAITING)).isZero();
    assertThat(table.count(State.UNKNOWN)).isEqualTo(1);
    assertThat(table.due("gone", LATER, 8))
        .extracting(row -> row.due().state())
        .containsExactly(State.UNKNOWN);
  }

  @Test
  void shouldHaveRoomAgainForWhatHasEnded() {
    assertThat(table.room()).isEqualTo(2);
    table.read(0, "R-1", due("R-1", "wx"), 0);
    table.read(0, "R-1", due("R-1", "wx"), 1);
    assertThat(table.room()).isEqualTo(1);
    table.read(0, "R-2", due("R-2", "ali"), 2);
    table.read(0, "R-3", due("R-3", "ali"), 3);
    assertThat(table.room()).as("what the topic holds is held").isZero();

    table.read(0, "R-1", null, 4);
    table.read(0, "R-2", null, 5);

    assertThat(table.room()).isEqualTo(1);
  }

  private DueTable.Row only(String channelId) {
    List<DueTable.Row> rows = table.due(channelId, LATER, 8);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static ReconcileDue due(String renewalId, String channelId) {
    return ReconcileRules.requested(renewalId, channelId, AT);
  }
}
