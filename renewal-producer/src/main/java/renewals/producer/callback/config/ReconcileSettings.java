package renewals.producer.callback.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import renewals.kit.http.Loopback;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.query.NumberTemplates;
import renewals.producer.callback.query.RequestSigner;
import renewals.schemas.contract.Violation;

/**
 * The settings {@code callbacks.<channelId>.reconcile.*} that all providers have in common.
 *
 * @param url where the channel is asked, without a slash at its end
 * @param orders how its order numbers are made
 */
record ReconcileSettings(
    GivenSettings given, String url, RequestSigner signer, NumberTemplates orders) {

  /** What stands for the order's number in templates of refund numbers. */
  static final String ORDER = "{order}";

  static final String URL = "reconcile.url";
  static final String PRIVATE_KEY = "reconcile.private-key";
  static final String SERIAL = "reconcile.serial";
  static final String APP_ID = "reconcile.app-id";
  static final String ORDERS = "reconcile.orders";
  static final String REFUNDS = "reconcile.refunds";
  static final String UNNAMED = "reconcile.unnamed";

  /** All of them, of which the names hold a dot. */
  static final List<String> NAMES =
      List.of(URL, PRIVATE_KEY, SERIAL, APP_ID, ORDERS, REFUNDS, UNNAMED);

  private static final String RENEWAL = "{renewalId}";

  /** A renewal that templates and pattern are tried with. */
  private static final String SAMPLE = "R-1";

  /**
   * Reads them; empty where the channel isn't to be asked.
   *
   * @param needsSerial whether the channel asks for a name of our key
   */
  static Optional<ReconcileSettings> read(
      GivenSettings given, OrderNumbers numbers, boolean needsSerial) {
    Optional<String> url = given.find(URL);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> serial = given.find(SERIAL);
    if (needsSerial && serial.isEmpty()) {
      throw given.wrong(
          SERIAL, Violation.NOTHING, "the serial of our certificate, as the channel shows it");
    }
    return Optional.of(
        new ReconcileSettings(
            given,
            checked(given, url.get()),
            new RequestSigner(key(given), serial.orElse("")),
            orders(given, numbers)));
  }

  /**
   * How its refund numbers are made.
   *
   * @param usual the templates where none are set, empty for none
   */
  NumberTemplates refunds(Optional<String> usual) {
    return given
        .find(REFUNDS)
        .or(() -> usual)
        .map(text -> templates(given, REFUNDS, ORDER, text))
        .orElse(NumberTemplates.NONE);
  }

  /** Whether operators are to see each order of which parts may have gone back unseen. */
  boolean listsUnnamed() {
    String text = given.find(UNNAMED).orElse("unseen");
    return switch (text) {
      case "unseen" -> false;
      case "listed" -> true;
      default -> throw given.wrong(UNNAMED, text, "unseen or listed");
    };
  }

  private static String checked(GivenSettings given, String url) {
    try {
      URI uri = new URI(url.replaceAll("/+$", ""));
      boolean isSecure =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && Loopback.is(String.valueOf(uri.getHost())));
      if (isSecure
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri.toString();
      }
    } catch (URISyntaxException e) {
      throw given.wrong(URL, url, "an https address, or http on loopback");
    }
    throw given.wrong(URL, url, "an https address, or http on loopback");
  }

  private static PrivateKey key(GivenSettings given) {
    String path =
        given
            .find(PRIVATE_KEY)
            .orElseThrow(
                () -> given.wrong(PRIVATE_KEY, Violation.NOTHING, "PEM of our key at the channel"));
    try {
      return PrivateKeyFile.read(Path.of(path));
    } catch (IOException e) {
      throw given.wrong(PRIVATE_KEY, path, "PEM of our RSA key at the channel: " + e.getMessage());
    }
  }

  /** What the templates make, the channel's order-pattern has to take apart again. */
  private static NumberTemplates orders(GivenSettings given, OrderNumbers numbers) {
    String text = given.find(ORDERS).orElse(RENEWAL);
    NumberTemplates orders = templates(given, ORDERS, RENEWAL, text);
    for (List<String> made : orders.numbers(SAMPLE)) {
      for (String number : made) {
        if (!numbers.renewalId(number).equals(Optional.of(SAMPLE))) {
          throw given.wrong(
              ORDERS,
              text,
              "templates whose numbers fit order-pattern, which finds no %s in %s"
                  .formatted(SAMPLE, number));
        }
      }
    }
    return orders;
  }

  private static NumberTemplates templates(
      GivenSettings given, String setting, String name, String text) {
    try {
      return NumberTemplates.of(name, text);
    } catch (IllegalArgumentException e) {
      throw given.wrong(
          setting, text, "templates such as %s or %s_{1..9}, by commas".formatted(name, name));
    }
  }
}
