package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MerchantListTruthTest {

  private static final String CARD = "89860000000000000001";
  private static final String SHARED = "89860000000000000019";

  @Test
  void shouldAddUpTheDataOfHisRenewalsThatCount() {
    MerchantListTruth truth =
        MerchantListTruth.of(
                List.of(
                    truth("R-1", "M-1", CARD, 1, 0),
                    truth("R-2", "M-1", "8986 0000 0000 0000 000", 1, 0),
                    truth("R-3", "M-1", CARD, 1, 1)))
            .getFirst();

    assertThat(truth.renewals()).containsOnlyKeys("R-1", "R-2", "R-3");
    assertThat(truth.cards()).isEqualTo(Map.of("8986000000000000000", "ACTIVE, 14 bytes"));
  }

  @Test
  void shouldDemandNothingOfACardThatAnotherMerchantAskedForToo() {
    List<MerchantListTruth> truths =
        MerchantListTruth.of(
            List.of(
                truth("R-1", "M-1", SHARED, 1, 0),
                truth("R-2", "M-2", SHARED, 0, 0),
                truth("R-3", "M-2", "89860000000000000027", 0, 0)));

    assertThat(truths).extracting(MerchantListTruth::merchantId).containsExactly("M-1", "M-2");
    assertThat(truths.getFirst().cards()).isEmpty();
    assertThat(truths.getFirst().all()).isEqualTo(Set.of("8986000000000000001"));
    assertThat(truths.getLast().cards())
        .isEqualTo(Map.of("8986000000000000002", "UNKNOWN, 0 bytes"));
  }

  private static Truth truth(
      String renewalId, String merchantId, String iccid, int activations, int reversals) {
    return new Truth(
        renewalId,
        merchantId,
        iccid,
        activations > reversals ? "USABLE" : "WAITING_FOR_PAYMENT",
        activations,
        reversals,
        0,
        0,
        7,
        "P1M",
        Map.of(),
        Set.of());
  }
}
