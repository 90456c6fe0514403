package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimCodecTest {

  private static final NonceClaim CLAIM =
      new NonceClaim(NonceId.of("lakala-2026a", "8f14e45fceea167a"), 1_772_416_800);

  /** SHA-256 of {@code lakala-2026a/8f14e45fceea167a}, as sha256sum says it. */
  @Test
  void shouldWriteWhatTheContractSays() {
    assertThat(HexFormat.of().formatHex(ClaimCodec.write(List.of(CLAIM))))
        .isEqualTo("01" + "7bccab423fdb3a51ec755c3465bc23ae" + "0000000069a4ef20");
  }

  @Test
  void shouldReadClaimsInTheirOrder() {
    List<NonceClaim> claims = List.of(CLAIM, new NonceClaim(NonceId.of("k", "n"), 7), CLAIM);

    assertThat(ClaimCodec.read(ClaimCodec.write(claims))).isEqualTo(claims);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02", "31373732343136383030", "010000"})
  void shouldRefuseWhatNoIntakeWrote(String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClaimCodec.read(HexFormat.of().parseHex(hex)))
        .withMessageContaining("expected version 1");
  }
}
