package renewals.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.SampleEvents;
import renewals.bench.result.Findings;
import renewals.schemas.wire.SchemaRegistry;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;

class OracleTest {

  private static final int REJECTED = 0;
  private static final LoadPlan PLAN = new LoadPlan(3, 1, 0, 1);

  private final Oracle.ActivationCount count = new Oracle.ActivationCount(PLAN, new NoRegistry());

  @Test
  void shouldFindNothingWhereEachIsActivatedOnce() {
    count.add(activation(1, ActivationStatus.ACTIVATED));
    count.add(activation(2, ActivationStatus.ACTIVATED));

    assertThat(count.findings()).isEqualTo(new Findings(2, 0, 0));
  }

  @Test
  void shouldCountWhatIsMissing() {
    count.add(activation(1, ActivationStatus.ACTIVATED));

    assertThat(count.findings()).isEqualTo(new Findings(2, 1, 0));
  }

  @Test
  void shouldCountASecondActivationAsWrong() {
    count.add(activation(1, ActivationStatus.ACTIVATED));
    count.add(activation(1, ActivationStatus.ACTIVATED));
    count.add(activation(2, ActivationStatus.ACTIVATED));

    assertThat(count.findings()).isEqualTo(new Findings(2, 0, 1));
  }

  @Test
  void shouldCountTheActivationOfARejectedRenewalAsWrong() {
    count.add(activation(REJECTED, ActivationStatus.ACTIVATED));

    assertThat(count.findings()).isEqualTo(new Findings(2, 2, 1));
  }

  @Test
  void shouldCountAReversalAsWrong() {
    count.add(activation(1, ActivationStatus.REVERSED));

    assertThat(count.findings()).isEqualTo(new Findings(2, 2, 1));
  }

  @Test
  void shouldCountTheActivationOfARenewalLeftOpenAsWrong() {
    Oracle.ActivationCount open =
        new Oracle.ActivationCount(new LoadPlan(3, 1, 0, 1, 0, true), new NoRegistry());
    open.add(activation(1, ActivationStatus.ACTIVATED));
    open.add(activation(2, ActivationStatus.ACTIVATED));

    assertThat(open.findings()).isEqualTo(new Findings(1, 0, 1));
  }

  private static Activation activation(int renewal, ActivationStatus status) {
    Activation event = new Activation();
    event.setRenewalId(SampleEvents.renewalId(renewal));
    event.setStatus(status);
    return event;
  }

  /** The events come as objects here, so nobody asks. */
  private static final class NoRegistry implements SchemaRegistry {
    @Override
    public int idOf(String subject, Schema schema) {
      throw new AssertionError("not asked");
    }

    @Override
    public Schema byId(int id) {
      throw new AssertionError("not asked");
    }
  }
}
