package renewals.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.stack.sim.partner.Place;

class LedgerTest {

  private static final Place PLACE = new Place("renewal-payments", 3, 17);

  @TempDir private Path folder;

  @Test
  void shouldHoldAnAcknowledgementBeforeItReturns() {
    Path file = folder.resolve("sim/ledger.tsv");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.acknowledged("R-1", "payment R-1-p1", PLACE);

      assertThat(Ledger.read(file))
          .containsExactly(new Ledger.Entry("R-1", "payment R-1-p1", PLACE));
    }
  }
}
