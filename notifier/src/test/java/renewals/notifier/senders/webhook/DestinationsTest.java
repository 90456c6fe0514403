package renewals.notifier.senders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.192",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2002:7f00:1::1"
      })
  void shouldRefuseWhatOnlyWeCanReach(String address) throws Exception {
    assertThat(Destinations.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2400:3200::1"
      })
  void shouldAllowWhatIsPublic(String address) throws Exception {
    assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void shouldRefuseAHostOfWhichOneAddressIsPrivate() throws Exception {
    assertThat(destinations(false, "1.1.1.1", "10.0.0.1").allows("hooks.example.com")).isFalse();
    assertThat(destinations(false, "1.1.1.1", "2400:3200::1").allows("hooks.example.com")).isTrue();
  }

  @Test
  void shouldAllowAnythingWhereThatIsConfigured() throws Exception {
    assertThat(destinations(true, "127.0.0.1").allows("localhost")).isTrue();
  }

  private static Destinations destinations(boolean allowPrivate, String... addresses)
      throws UnknownHostException {
    InetAddress[] found = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      found[i] = InetAddress.getByName(addresses[i]);
    }
    return new Destinations(allowPrivate, host -> found);
  }
}
