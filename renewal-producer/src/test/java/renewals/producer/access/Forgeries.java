package renewals.producer.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/**
 * Makes requests that a party didn't send, or may not, from ones that it did; by a seed.
 *
 * <p>Long because each forgery is a case.
 */
final class Forgeries {

  private static final List<String> COVERED =
      List.of("@method", "@path", "content-digest", "content-type", "@authority");

  private static final Set<Kind> REPLAYS =
      EnumSet.of(Kind.REPLAY, Kind.REPLAY_ELSEWHERE, Kind.REPLAY_AFTER_RESTART);

  private final Random random;
  private final boolean lines;
  private long count;

  /** What is wrong with one. */
  enum Kind {
    NO_CREDENTIAL,
    WRONG_PARTY,
    FOREIGN_CHANNEL,
    FOREIGN_EVENT,
    GIFT,
    REPLAY,
    REPLAY_ELSEWHERE,
    REPLAY_AFTER_RESTART,
    STALE,
    FUTURE,
    EXPIRED,
    BODY,
    PATH,
    QUERY,
    METHOD,
    FIELD,
    HOST,
    STRIPPED,
    COVERS_LESS,
    REORDERED_COMPONENTS,
    TWICE_SIGNATURE,
    TWICE_INPUT,
    TWO_MEMBERS,
    SAME_LABEL_TWICE,
    REORDERED_MEMBERS,
    REORDERED_LINES,
    OTHER_LABEL,
    OTHER_KEY_ID,
    OTHER_KEY_ID_SIGNED,
    UNKNOWN_KEY_ID,
    ALGORITHM_ADDED,
    ALGORITHM_SIGNED,
    HMAC_BY_PUBLIC_KEY,
    TRUNCATED,
    EXTENDED,
    REENCODED,
    BIT,
    OTHER_DIGEST,
    DIGEST_RENAMED,
    UNKNOWN_DIGEST,
    ONE_WRONG_DIGEST,
    TWO_DIGESTS,
    DIGEST_TWICE,
    ENDED_KEY,
    DISABLED_KEY,
    EARLY_KEY,
    SHORT_NONCE,
    NO_NONCE,
    NO_CREATED,
    COMPONENT_PARAMETER,
    TOKEN_GUESSED,
    TOKEN_OF_SIGNER,
    TOKEN_IS_DIGEST,
    TOKEN_BY_PROXY,
    TWO_CREDENTIALS,
    NOISE
  }

  /** One of them. */
  record Forgery(Kind kind, RawRequest before, RawRequest request) {}

  /**
   * By a seed.
   *
   * @param lines whether events are lines of {@code /v1/events} instead of requests of their own
   */
  Forgeries(long seed, boolean lines) {
    this.random = new Random(seed);
    this.lines = lines;
  }

  /** A request that is in order. */
  RawRequest good() {
    return signed(payment("lakala-app"));
  }

  Forgery next() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    RawRequest good = good();
    RawRequest first = REPLAYS.contains(kind) ? good : null;
    return new Forgery(kind, first, forge(kind, good));
  }

  private RawRequest forge(Kind kind, RawRequest good) {
    String input = good.field("Signature-Input");
    String signature = good.field("Signature");
    return switch (kind) {
      case NO_CREDENTIAL -> good.remove("Signature").remove("Signature-Input");
      case WRONG_PARTY -> bySecret(payment("lakala-app"), "bank-hmac");
      case FOREIGN_CHANNEL -> signed(payment(pick("b", "bank-east", "lakala-ap", "lakala-app2")));
      case FOREIGN_EVENT ->
          sign(post("/v1/reviews", EventJson.write(Samples.review("V1"))), params());
      case GIFT -> sign(post("/v1/renewals", gift()), params());
      case REPLAY, REPLAY_ELSEWHERE, REPLAY_AFTER_RESTART -> good;
      case STALE -> sign(payment(), params(-301 - random.nextInt(100_000)));
      case FUTURE -> sign(payment(), params(301 + random.nextInt(100_000)));
      case EXPIRED -> sign(payment(), params() + ";expires=" + (now() - random.nextInt(100)));
      case BODY -> body(good);
      case PATH -> target(good, path());
      case QUERY -> target(good, good.target + pick("?", "?x=1", "?a=b&c", "?%20"));
      case METHOD -> method(good);
      case FIELD -> good.set("Content-Type", "application/json; charset=utf-8");
      case HOST -> good.set("Host", pick("127.0.0.2", "localhost", "127.0.0.1:1"));
      case STRIPPED ->
          good.set("Signature-Input", input.replaceFirst(" ?\"" + stripped() + "\"", ""));
      case COVERS_LESS -> coversLess();
      case REORDERED_COMPONENTS ->
          good.set(
              "Signature-Input", input.replace("\"@method\" \"@path\"", "\"@path\" \"@method\""));
      case TWICE_SIGNATURE -> good.with("Signature", pick(signature, "sig1=:AAAA:", "sig2=:AAAA:"));
      case TWICE_INPUT -> good.with("Signature-Input", pick(input, "sig2=(\"@method\")"));
      case TWO_MEMBERS ->
          good.set("Signature-Input", input + ", sig2=(\"@method\")")
              .set("Signature", signature + ", sig2=:AAAA:");
      case SAME_LABEL_TWICE ->
          good.set("Signature", "sig1=:AAAA:, " + signature)
              .set("Signature-Input", "sig1=(\"@method\"), " + input);
      case REORDERED_MEMBERS ->
          good.set("Signature-Input", input + ", sig2=(\"@method\")")
              .set("Signature", "sig2=:AAAA:, " + signature);
      case REORDERED_LINES ->
          good.with("Signature-Input", "sig2=(\"@method\")")
              .set("Signature", "sig2=:AAAA:")
              .with("Signature", signature);
      case OTHER_LABEL ->
          good.set("Signature", signature.replace("sig1", pick("sig2", "SIG1", "")));
      case OTHER_KEY_ID ->
          good.set(
              "Signature-Input",
              input.replace(
                  "lakala-ed", pick("bank-hmac", "carrier-hmac", "lakala-token", "lakala-ended")));
      case OTHER_KEY_ID_SIGNED ->
          sign(
              payment(),
              Signing.params(
                  now(),
                  pick("bank-hmac", "carrier-hmac", "lakala-token", "lakala-ended", "lakala-lost"),
                  nonce()));
      case UNKNOWN_KEY_ID ->
          sign(
              payment(),
              Signing.params(now(), pick("nobody", "lakala-e", "", "%", "platform"), nonce()));
      case ALGORITHM_ADDED -> good.set("Signature-Input", input + ";alg=\"ed25519\"");
      case ALGORITHM_SIGNED ->
          sign(
              payment(),
              params()
                  + ";alg=\"%s\"".formatted(pick("hmac-sha256", "none", "rsa-v1_5-sha256", "")));
      case HMAC_BY_PUBLIC_KEY ->
          Signing.sign(payment(), COVERED, params(), Signing.hmac(publicKeyBytes()));
      case TRUNCATED -> signature(good, Arrays.copyOf(bytes(good), random.nextInt(64)));
      case EXTENDED -> signature(good, Arrays.copyOf(bytes(good), 65 + random.nextInt(64)));
      case REENCODED -> good.set("Signature", "sig1=" + reencoded(bytes(good)));
      case BIT -> bit(good);
      case OTHER_DIGEST -> sign(digest(payment(), "sha-256", "SHA-256", "other"), params());
      case DIGEST_RENAMED -> sign(renamed(payment()), params());
      case UNKNOWN_DIGEST -> sign(unknownDigest(payment()), params());
      case ONE_WRONG_DIGEST ->
          sign(
              payment().set("Content-Digest", good.field("Content-Digest") + ", sha-512=:AAAA:"),
              params());
      case TWO_DIGESTS ->
          good.with(
              "Content-Digest",
              pick(
                  good.field("Content-Digest"),
                  Signing.digest("sha-256", "SHA-256", new byte[] {1}),
                  Signing.digest("sha-512", "SHA-512", good.body)));
      case DIGEST_TWICE -> sign(digestTwice(payment()), params());
      case ENDED_KEY -> byEd25519("lakala-ended", Channels.ENDED.getPrivate());
      case DISABLED_KEY -> byEd25519("lakala-lost", Channels.DISABLED.getPrivate());
      case EARLY_KEY -> byEd25519("lakala-early", Channels.EARLY.getPrivate());
      case SHORT_NONCE ->
          sign(payment(), Signing.params(now(), "lakala-ed", "n" + random.nextInt(99)));
      case NO_NONCE -> sign(payment(), ";created=%d;keyid=\"lakala-ed\"".formatted(now()));
      case NO_CREATED -> sign(payment(), ";keyid=\"lakala-ed\";nonce=\"%s\"".formatted(nonce()));
      case COMPONENT_PARAMETER ->
          good.set(
              "Signature-Input",
              input.replace(
                  "\"content-type\"", "\"content-type\"" + pick(";sf", ";bs", ";tr", ";req")));
      case TOKEN_GUESSED ->
          token(pick("lakala-token.", "lakala-token.x", "lakala-token", "." + Channels.TOKEN));
      case TOKEN_OF_SIGNER -> token(pick("lakala-ed.", "bank-hmac.") + Channels.TOKEN);
      case TOKEN_IS_DIGEST -> token("lakala-token." + digestOfToken());
      case TOKEN_BY_PROXY ->
          token(Channels.TOKEN).with(pick("Via", "Forwarded", "X-Forwarded-For"), "1.1 x");
      case TWO_CREDENTIALS -> good.with("Authorization", "Bearer " + Channels.TOKEN);
      case NOISE -> noise(good);
    };
  }

  private RawRequest coversLess() {
    List<String> less = new ArrayList<>(Signing.USUAL);
    less.remove(random.nextInt(less.size()));
    return Signing.sign(payment(), less, params(), Signing.ed25519(Channels.LAKALA.getPrivate()));
  }

  private String stripped() {
    return pick("@method", "@path", "content-digest", "content-type", "@authority");
  }

  private RawRequest body(RawRequest good) {
    good.body = EventJson.write(paymentOf("lakala-app")).getBytes(UTF_8);
    if (random.nextBoolean()) {
      // and the digest with it
      good.set("Content-Digest", Signing.digest("sha-256", "SHA-256", good.body));
    }
    return good;
  }

  private String path() {
    return pick(
        "/v1/renewals",
        "/v1/%70ayments",
        "/v1/payments/",
        "/v1//payments",
        "/v1/payments;a=b",
        "/v1/./payments");
  }

  private static RawRequest target(RawRequest request, String target) {
    request.target = target;
    return request;
  }

  private RawRequest method(RawRequest good) {
    good.method = pick("PUT", "PATCH", "DELETE", "post", "Post");
    return good;
  }

  private RawRequest renamed(RawRequest request) {
    return request.set("Content-Digest", Signing.digest("sha-512", "SHA-256", request.body));
  }

  private RawRequest unknownDigest(RawRequest request) {
    return request.set(
        "Content-Digest",
        pick(
            Signing.digest("md5", "MD5", request.body),
            Signing.digest("sha", "SHA-1", request.body),
            "sha-256",
            "x"));
  }

  private RawRequest digestTwice(RawRequest request) {
    String digest = request.field("Content-Digest");
    return request.set(
        "Content-Digest", pick("sha-256=:AAAA:, ", "sha-256, ", digest + ",") + digest);
  }

  private static RawRequest digest(RawRequest request, String name, String algorithm, String of) {
    return request.set("Content-Digest", Signing.digest(name, algorithm, of.getBytes(UTF_8)));
  }

  private byte[] publicKeyBytes() {
    byte[] encoded = Channels.LAKALA.getPublic().getEncoded();
    return switch (random.nextInt(3)) {
      case 0 -> encoded;
      case 1 -> Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      default -> Base64.getEncoder().encode(encoded);
    };
  }

  private static byte[] bytes(RawRequest request) {
    String field = request.field("Signature");
    return Base64.getDecoder().decode(field.substring("sig1=:".length(), field.length() - 1));
  }

  private static RawRequest signature(RawRequest request, byte[] bytes) {
    return request.set(
        "Signature", "sig1=:%s:".formatted(Base64.getEncoder().encodeToString(bytes)));
  }

  private String reencoded(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(bytes);
    return switch (random.nextInt(6)) {
      case 0 -> ":" + Base64.getEncoder().withoutPadding().encodeToString(bytes) + ":";
      case 1 -> ":" + HexFormat.of().formatHex(bytes) + ":";
      case 2 -> "\"" + text + "\"";
      // the last character of 64 bytes carries four bits that count and two that don't
      case 3 -> ":" + text.substring(0, 85) + (char) (text.charAt(85) + 1) + "==:";
      case 4 -> ":" + text.substring(0, 40) + " " + text.substring(40) + ":";
      default -> ":" + text + "=:";
    };
  }

  private RawRequest bit(RawRequest good) {
    byte[] bytes = bytes(good);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return signature(good, bytes);
  }

  private RawRequest noise(RawRequest good) {
    String name = pick("Signature", "Signature-Input", "Content-Digest");
    StringBuilder value = new StringBuilder(good.field(name));
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(value.length());
      char other = (char) (33 + random.nextInt(94));
      value.setCharAt(at, other == value.charAt(at) ? '~' : other);
    }
    return good.set(name, value.toString());
  }

  private RawRequest token(String token) {
    RawRequest request = payment();
    return request.with("Authorization", "Bearer " + token);
  }

  private static String digestOfToken() {
    String digest = Signing.digest("x", "SHA-256", Channels.TOKEN.getBytes(UTF_8));
    return HexFormat.of()
        .formatHex(Base64.getDecoder().decode(digest.substring(3, digest.length() - 1)));
  }

  private RawRequest byEd25519(String keyId, PrivateKey key) {
    return Signing.sign(
        payment(), COVERED, Signing.params(now(), keyId, nonce()), Signing.ed25519(key));
  }

  private RawRequest bySecret(RawRequest request, String keyId) {
    return Signing.sign(
        request,
        COVERED,
        Signing.params(now(), keyId, nonce()),
        Signing.hmac(Channels.BANK_SECRET));
  }

  private String gift() {
    RenewalRequested request = Samples.request("R" + count++);
    request.setAmountDue(new Money(0L, "CNY"));
    return EventJson.write(request);
  }

  private RawRequest payment() {
    return payment("lakala-app");
  }

  private RawRequest payment(String channelId) {
    return post("/v1/payments", EventJson.write(paymentOf(channelId)));
  }

  private PaymentEvent paymentOf(String channelId) {
    PaymentEvent payment = Samples.payment("P" + count++);
    payment.setChannelId(channelId);
    return payment;
  }

  private RawRequest post(String path, String json) {
    byte[] body = (lines ? json + "\n" : json).getBytes(UTF_8);
    return new RawRequest("POST", lines ? "/v1/events" : path, body)
        .with("Host", "127.0.0.1")
        .with("Content-Type", lines ? "application/x-ndjson" : "application/json")
        .with("Content-Digest", Signing.digest("sha-256", "SHA-256", body));
  }

  private RawRequest signed(RawRequest request) {
    return sign(request, params());
  }

  private static RawRequest sign(RawRequest request, String params) {
    return Signing.sign(request, COVERED, params, Signing.ed25519(Channels.LAKALA.getPrivate()));
  }

  private String params() {
    return params(0);
  }

  private String params(long shift) {
    return Signing.params(now() + shift, "lakala-ed", nonce());
  }

  private static long now() {
    return Channels.NOW.getEpochSecond();
  }

  private String nonce() {
    return "nonce-%016d".formatted(count++);
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
