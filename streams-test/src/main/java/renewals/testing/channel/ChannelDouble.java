package renewals.testing.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A payment channel that tells of payments as WeChat Pay, Alipay or Lakala documents it: it signs
 * each try, repeats what isn't answered by its word for success, says refunds as sums so far where
 * the channel does, can change its key, and answers questions about what is in its books. Needs the
 * JDK alone: {@code java ChannelDouble.java} says how it is called. Long because it can be run as
 * this one file.
 *
 * <p>Source: channels, with the schedules of their own pages.
 */
public abstract class ChannelDouble {

  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BEIJING);
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(BEIJING);
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("+08:00"));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> SERIALS = List.of("5157F09EFDC096DE", "PUB_KEY_ID_0114232134");

  private static final String OURS = "merchant";
  private static final String OUR_SERIAL = "7FD2A6A3B0C1D2E3";
  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private final Path folder;
  private final Map<String, PrivateKey> opened = new TreeMap<>();
  private final Map<String, Order> books = new ConcurrentHashMap<>();
  private String serial = SERIALS.get(0);
  private volatile Optional<PublicKey> ourKey = Optional.empty();

  /** One POST. */
  public record Request(Map<String, String> headers, String body) {}

  /** What is told, each time anew: signed at the time of the try. */
  @FunctionalInterface
  public interface Message {
    /** The request of a try. */
    Request sentAt(Instant now);
  }

  /** Money that came. */
  public record Payment(String order, String id, long fen, Instant at) {}

  /**
   * Money that went back.
   *
   * @param fen this time
   * @param soFar all of that payment, this one included
   */
  public record Refund(String id, long fen, long soFar, Instant at) {}

  /** How far an order is. */
  enum Stage {
    OPEN,
    PAID,
    CLOSED
  }

  /** What the channel knows of an order. */
  record Order(Payment payment, Stage stage, List<Refund> refunds) {

    private boolean isPaid() {
      return stage == Stage.PAID;
    }

    private long back() {
      return refunds.stream().mapToLong(Refund::fen).sum();
    }
  }

  /** An answer to a question, as it goes over the wire. */
  public record Answer(int status, Map<String, String> headers, String body) {}

  private ChannelDouble(Path folder) {
    this.folder = folder;
  }

  /**
   * A channel with keys of its own.
   *
   * @param provider wechat-pay, alipay or lakala
   * @param folder where its keys and the intake's settings for it lie; made where they aren't there
   */
  public static ChannelDouble of(String provider, Path folder) {
    ChannelDouble channel =
        switch (provider) {
          case "wechat-pay" -> new Wechat(folder);
          case "alipay" -> new Alipay(folder);
          case "lakala" -> new Lakala(folder);
          default ->
              throw new IllegalArgumentException(
                  "provider is %s, expected wechat-pay, alipay or lakala".formatted(provider));
        };
    channel.makeKeys();
    return channel;
  }

  /** The intake's settings for this channel, without {@code callbacks.<channelId>.}. */
  public abstract Map<String, String> settings();

  /** That a payment was made. */
  public abstract Message paid(Payment payment);

  /** That some of a payment went back. */
  public abstract Message refunded(Payment payment, Refund refund);

  /** That an order ended unpaid; WeChat Pay tells nothing of it. */
  public abstract Message closed(Payment unpaid);

  /** Has a payment in its books from now on. */
  public final void book(Payment payment) {
    books.put(payment.order(), new Order(payment, Stage.PAID, List.of()));
  }

  /** Has an order in its books that was made and isn't paid. */
  public final void bookOpen(Payment unpaid) {
    books.put(unpaid.order(), new Order(unpaid, Stage.OPEN, List.of()));
  }

  /** Has an order in its books that ended unpaid. */
  public final void bookClosed(Payment unpaid) {
    books.put(unpaid.order(), new Order(unpaid, Stage.CLOSED, List.of()));
  }

  /** Has a refund of a payment in its books. */
  public final void book(Payment payment, Refund refund) {
    List<Refund> refunds = new ArrayList<>();
    Optional.ofNullable(books.get(payment.order()))
        .ifPresent(known -> refunds.addAll(known.refunds()));
    refunds.add(refund);
    books.put(payment.order(), new Order(payment, Stage.PAID, List.copyOf(refunds)));
  }

  /** The settings by which the intake asks it, without {@code callbacks.<channelId>.}. */
  public abstract Map<String, String> querySettings(String url);

  /**
   * Answers a question: 401 where its signature isn't ours.
   *
   * @param target path and query
   */
  public abstract Answer answer(
      String method, String target, Map<String, String> headers, String body, Instant now);

  /**
   * Answers questions on a free port of the loopback until it is stopped.
   *
   * @param clock what questions and answers are dated by
   */
  public final HttpServer serve(Clock clock) throws IOException {
    return serve(clock, 0);
  }

  private HttpServer serve(Clock clock, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, lines) -> headers.put(name, lines.get(0)));
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          Answer answer =
              answer(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  body,
                  clock.instant());
          answer.headers().forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = answer.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  final List<String> books() {
    return List.copyOf(books.keySet());
  }

  /** An order as it was at a time. */
  final Optional<Order> booked(String number, Instant now) {
    return Optional.ofNullable(books.get(number))
        .filter(order -> !order.payment().at().isAfter(now))
        .map(
            order ->
                new Order(
                    order.payment(),
                    order.stage(),
                    order.refunds().stream().filter(one -> !one.at().isAfter(now)).toList()));
  }

  final Map<String, String> ourKey(String url) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("reconcile.url", url);
    settings.put("reconcile.private-key", folder.resolve(OURS + ".pem").toString());
    return settings;
  }

  static Map<String, String> parameters(String authorization) {
    Map<String, String> parameters = new TreeMap<>();
    Matcher matcher = PARAMETER.matcher(authorization);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    return parameters;
  }

  /** Whether a text bears our signature. */
  final boolean isOurs(String text, String signature) {
    try {
      if (ourKey.isEmpty()) {
        byte[] bytes = Files.readAllBytes(folder.resolve(OURS + ".spki"));
        ourKey =
            Optional.of(
                KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes)));
      }
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initVerify(ourKey.get());
      rsa.update(text.getBytes(UTF_8));
      return rsa.verify(Base64.getDecoder().decode(signature));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isNow(String seconds, Instant now) {
    return Math.abs(now.getEpochSecond() - Long.parseLong(seconds)) <= 300;
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name)).matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** How long it waits before each further try. */
  public abstract List<Duration> pauses();

  /** Whether an answer is its word for success. */
  public abstract boolean isSuccess(int status, String body);

  /** Signs with its other key from now on; both are in the intake's folder. */
  public void rotate() {
    serial = SERIALS.get(1 - SERIALS.indexOf(serial));
  }

  /** See its methods for notices of a form of their own. */
  public static final class Wechat extends ChannelDouble {
    private static final String APP = "wxd678efh567hg6787";
    private static final String MERCHANT = "1900000109";
    private static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";

    private Wechat(Path folder) {
      super(folder);
      write(folder.resolve("api-v3-key"), API_V3_KEY);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "provider",
          "wechat-pay",
          "public-keys",
          publicKeys().toString(),
          "api-v3-key",
          folder().resolve("api-v3-key").toString(),
          "app-id",
          APP,
          "merchant-id",
          MERCHANT);
    }

    @Override
    public Message paid(Payment payment) {
      return transaction(payment, "SUCCESS");
    }

    /** The notice of a transaction in any state. */
    public Message transaction(Payment payment, String state) {
      return now ->
          notice(
              "TRANSACTION.SUCCESS",
              "transaction",
              """
              {"mchid":"%s","appid":"%s","out_trade_no":"%s","transaction_id":"%s","trade_type":"JSAPI",\
              "trade_state":"%s","success_time":"%s","payer":{"openid":"o"},\
              "amount":{"total":%d,"payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}\
              """
                  .formatted(
                      MERCHANT,
                      APP,
                      payment.order(),
                      payment.id(),
                      state,
                      RFC_3339.format(payment.at()),
                      payment.fen(),
                      payment.fen()),
              now);
    }

    @Override
    public Message refunded(Payment payment, Refund refund) {
      return now ->
          notice(
              "REFUND.SUCCESS",
              "refund",
              """
              {"mchid":"%s","out_trade_no":"%s","transaction_id":"%s","out_refund_no":"r-%s",\
              "refund_id":"%s","refund_status":"SUCCESS","success_time":"%s",\
              "amount":{"total":%d,"refund":%d,"payer_total":%d,"payer_refund":%d}}\
              """
                  .formatted(
                      MERCHANT,
                      payment.order(),
                      payment.id(),
                      refund.id(),
                      refund.id(),
                      RFC_3339.format(refund.at()),
                      payment.fen(),
                      refund.fen(),
                      payment.fen(),
                      refund.fen()),
              now);
    }

    @Override
    public Message closed(Payment unpaid) {
      return now -> notice("REFUND.CLOSED", "refund", "{}", now);
    }

    /** A notice of any type and content. */
    public Request notice(String type, String original, String content, Instant now) {
      String nonce = random(12);
      String body =
          """
          {"id":"%s","create_time":"%s","resource_type":"encrypt-resource","event_type":"%s",\
          "summary":"s","resource":{"original_type":"%s","algorithm":"AEAD_AES_256_GCM",\
          "ciphertext":"%s","associated_data":"%s","nonce":"%s"}}\
          """
              .formatted(
                  random(32),
                  RFC_3339.format(now),
                  type,
                  original,
                  seal(content, nonce, original),
                  original,
                  nonce);
      String time = Long.toString(now.getEpochSecond());
      String once = random(32);
      Map<String, String> headers = new TreeMap<>();
      headers.put("Content-Type", "application/json");
      headers.put("Wechatpay-Serial", serial());
      headers.put("Wechatpay-Timestamp", time);
      headers.put("Wechatpay-Nonce", once);
      headers.put("Wechatpay-Signature", sign(time + "\n" + once + "\n" + body + "\n"));
      return new Request(headers, body);
    }

    @Override
    public Map<String, String> querySettings(String url) {
      Map<String, String> settings = ourKey(url);
      settings.put("reconcile.serial", OUR_SERIAL);
      return settings;
    }

    @Override
    public Answer answer(
        String method, String target, Map<String, String> headers, String body, Instant now) {
      String authorization = headers.getOrDefault("Authorization", "");
      Map<String, String> said = parameters(authorization);
      String time = said.getOrDefault("timestamp", "0");
      String signed =
          "%s\n%s\n%s\n%s\n%s\n".formatted(method, target, time, said.get("nonce_str"), body);
      if (!authorization.startsWith("WECHATPAY2-SHA256-RSA2048 ")
          || !MERCHANT.equals(said.get("mchid"))
          || !OUR_SERIAL.equals(said.get("serial_no"))
          || !isNow(time, now)
          || !isOurs(signed, said.getOrDefault("signature", ""))) {
        return new Answer(401, Map.of(), "{\"code\":\"SIGN_ERROR\"}");
      }
      String path = target.substring(0, target.indexOf('?'));
      String number = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), UTF_8);
      Optional<String> content =
          path.startsWith("/v3/pay/transactions/out-trade-no/")
              ? booked(number, now).map(Wechat::order)
              : refund(number, now);
      String none = path.contains("/refund/") ? "RESOURCE_NOT_EXISTS" : "ORDER_NOT_EXIST";
      return content.isEmpty()
          ? new Answer(404, Map.of(), "{\"code\":\"%s\"}".formatted(none))
          : signed(content.get(), now);
    }

    /** An answer of any content. */
    public Answer signed(String body, Instant now) {
      String time = Long.toString(now.getEpochSecond());
      String nonce = random(32);
      return new Answer(
          200,
          Map.of(
              "Wechatpay-Serial",
              serial(),
              "Wechatpay-Timestamp",
              time,
              "Wechatpay-Nonce",
              nonce,
              "Wechatpay-Signature",
              sign(time + "\n" + nonce + "\n" + body + "\n")),
          body);
    }

    private static String order(Order order) {
      String state = order.back() > 0 ? "REFUND" : "SUCCESS";
      return order.isPaid()
          ? """
          {"appid":"%s","mchid":"%s","out_trade_no":"%s","transaction_id":"%s",\
          "trade_state":"%s","success_time":"%s","amount":{"total":%d,"payer_total":%d,\
          "currency":"CNY","payer_currency":"CNY"}}\
          """
              .formatted(
                  APP,
                  MERCHANT,
                  order.payment().order(),
                  order.payment().id(),
                  state,
                  RFC_3339.format(order.payment().at()),
                  order.payment().fen(),
                  order.payment().fen())
          : "{\"appid\":\"%s\",\"mchid\":\"%s\",\"out_trade_no\":\"%s\",\"trade_state\":\"%s\"}"
              .formatted(
                  APP,
                  MERCHANT,
                  order.payment().order(),
                  order.stage() == Stage.OPEN ? "NOTPAY" : "CLOSED");
    }

    private Optional<String> refund(String number, Instant now) {
      return books().stream()
          .flatMap(order -> booked(order, now).stream())
          .flatMap(
              order ->
                  order.refunds().stream()
                      .filter(one -> number.equals("r-" + one.id()))
                      .map(one -> refund(order, one)))
          .findFirst();
    }

    private static String refund(Order order, Refund refund) {
      return """
      {"refund_id":"%s","out_refund_no":"r-%s","transaction_id":"%s","out_trade_no":"%s",\
      "status":"SUCCESS","success_time":"%s","amount":{"total":%d,"refund":%d,\
      "currency":"CNY"}}\
      """
          .formatted(
              refund.id(),
              refund.id(),
              order.payment().id(),
              order.payment().order(),
              RFC_3339.format(refund.at()),
              order.payment().fen(),
              refund.fen());
    }

    private static String seal(String content, String nonce, String associated) {
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.ENCRYPT_MODE,
            new SecretKeySpec(API_V3_KEY.getBytes(UTF_8), "AES"),
            new GCMParameterSpec(128, nonce.getBytes(UTF_8)));
        cipher.updateAAD(associated.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(cipher.doFinal(content.getBytes(UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("cannot happen: every JDK has AES-GCM", e);
      }
    }

    @Override
    public List<Duration> pauses() {
      return seconds(
          15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600);
    }

    @Override
    public boolean isSuccess(int status, String body) {
      return status == 204 || (status == 200 && (body.isEmpty() || body.contains("\"SUCCESS\"")));
    }
  }

  /** See its methods for notices of a form of their own. */
  public static final class Alipay extends ChannelDouble {
    private static final String APP = "2021000000000000";
    private static final String SELLER = "2088000000000000";

    private Alipay(Path folder) {
      super(folder);
    }

    /** Alipay has one key for an app; its folder has the next one's as well. */
    @Override
    public Map<String, String> settings() {
      return Map.of(
          "provider",
          "alipay",
          "public-key",
          publicKeys().toString(),
          "app-id",
          APP,
          "seller-id",
          SELLER);
    }

    @Override
    public Message paid(Payment payment) {
      return now -> form(trade(payment, "TRADE_SUCCESS", now));
    }

    /** In part the trade's success once more, as a whole its closing; with the sum so far. */
    @Override
    public Message refunded(Payment payment, Refund refund) {
      return now -> {
        boolean whole = refund.soFar() == payment.fen();
        Map<String, String> fields = trade(payment, whole ? "TRADE_CLOSED" : "TRADE_SUCCESS", now);
        fields.put("refund_fee", yuan(refund.soFar()));
        fields.put("gmt_refund", SPACED.format(refund.at()) + ".301");
        fields.put("out_biz_no", refund.id());
        return form(fields);
      };
    }

    @Override
    public Message closed(Payment unpaid) {
      return now -> {
        Map<String, String> fields = trade(unpaid, "TRADE_CLOSED", now);
        fields.remove("gmt_payment");
        fields.put("gmt_close", SPACED.format(unpaid.at()));
        return form(fields);
      };
    }

    /** The fields of a trade that was paid. */
    public static Map<String, String> trade(Payment payment, String status, Instant now) {
      Map<String, String> fields = new TreeMap<>();
      fields.put("app_id", APP);
      fields.put("seller_id", SELLER);
      fields.put("out_trade_no", payment.order());
      fields.put("trade_no", payment.id());
      fields.put("trade_status", status);
      fields.put("total_amount", yuan(payment.fen()));
      fields.put("buyer_id", "2088102116773037");
      fields.put("notify_id", random(34));
      fields.put("notify_type", "trade_status_sync");
      fields.put("notify_time", SPACED.format(now));
      fields.put("gmt_create", SPACED.format(payment.at().minusSeconds(60)));
      fields.put("gmt_payment", SPACED.format(payment.at()));
      fields.put("charset", "utf-8");
      fields.put("version", "1.0");
      fields.put("subject", "流量续费 & more = 10 GB+");
      return fields;
    }

    /** A signed form of any fields. */
    public Request form(Map<String, String> fields) {
      String signed =
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + field.getValue())
              .collect(Collectors.joining("&"));
      Map<String, String> all = new TreeMap<>(fields);
      all.put("sign_type", "RSA2");
      all.put("sign", sign(signed));
      String body =
          all.entrySet().stream()
              .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
              .collect(Collectors.joining("&"));
      return new Request(
          Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), body);
    }

    @Override
    public Map<String, String> querySettings(String url) {
      return ourKey(url + "/gateway.do");
    }

    @Override
    public Answer answer(
        String method, String target, Map<String, String> headers, String body, Instant now) {
      Map<String, String> fields = new TreeMap<>();
      for (String pair : body.split("&", -1)) {
        int equals = pair.indexOf('=');
        fields.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
      String signature = String.valueOf(fields.remove("sign"));
      String signed =
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + field.getValue())
              .collect(Collectors.joining("&"));
      String asked = String.valueOf(fields.get("method"));
      String wanted = String.valueOf(fields.get("biz_content"));
      if (!APP.equals(fields.get("app_id")) || !isOurs(signed, signature)) {
        return signed(
            asked, "{\"code\":\"40002\",\"msg\":\"x\",\"sub_code\":\"isv.invalid-signature\"}");
      }
      Optional<Order> order = booked(field(wanted, "out_trade_no"), now);
      if (order.isEmpty()) {
        return signed(
            asked, "{\"code\":\"40004\",\"msg\":\"x\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}");
      }
      return signed(
          asked,
          asked.equals("alipay.trade.query")
              ? trade(order.get())
              : refund(order.get(), field(wanted, "out_request_no")));
    }

    /** An answer to a method, of any content. */
    public Answer signed(String method, String content) {
      return new Answer(
          200,
          Map.of(),
          "{\"%s_response\":%s,\"sign\":\"%s\"}"
              .formatted(method.replace('.', '_'), content, sign(content)));
    }

    private static String trade(Order order) {
      boolean isWhole = order.back() == order.payment().fen();
      return order.isPaid()
          ? """
          {"code":"10000","msg":"Success","trade_no":"%s","out_trade_no":"%s",\
          "trade_status":"%s","total_amount":"%s","subject":"a \\"}{\\" b",\
          "send_pay_date":"%s"}\
          """
              .formatted(
                  order.payment().id(),
                  order.payment().order(),
                  isWhole ? "TRADE_CLOSED" : "TRADE_SUCCESS",
                  yuan(order.payment().fen()),
                  SPACED.format(order.payment().at()))
          : """
          {"code":"10000","msg":"Success","trade_no":"%s","out_trade_no":"%s",\
          "trade_status":"%s","total_amount":"%s"}\
          """
              .formatted(
                  order.payment().id(),
                  order.payment().order(),
                  order.stage() == Stage.OPEN ? "WAIT_BUYER_PAY" : "TRADE_CLOSED",
                  yuan(order.payment().fen()));
    }

    /** Of a refund that isn't there it names nothing but success. */
    private static String refund(Order order, String number) {
      return order.refunds().stream()
          .filter(one -> one.id().equals(number))
          .findFirst()
          .map(
              one ->
                  """
                  {"code":"10000","msg":"Success","trade_no":"%s","out_trade_no":"%s",\
                  "out_request_no":"%s","refund_amount":"%s","refund_status":"REFUND_SUCCESS",\
                  "gmt_refund_pay":"%s"}\
                  """
                      .formatted(
                          order.payment().id(),
                          order.payment().order(),
                          number,
                          yuan(one.fen()),
                          SPACED.format(one.at())))
          .orElse("{\"code\":\"10000\",\"msg\":\"Success\"}");
    }

    private static String yuan(long fen) {
      return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    @Override
    public List<Duration> pauses() {
      return seconds(240, 600, 600, 3600, 7200, 21600, 54000);
    }

    @Override
    public boolean isSuccess(int status, String body) {
      return body.equals("success");
    }
  }

  /** See its methods for notices of a form of their own. */
  public static final class Lakala extends ChannelDouble {
    private static final String MERCHANT = "82229007392000A";
    private static final String APP = "OP00000003";

    private Lakala(Path folder) {
      super(folder);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "provider", "lakala", "public-keys", publicKeys().toString(), "merchant-no", MERCHANT);
    }

    @Override
    public Message paid(Payment payment) {
      return now -> order(payment, "2", "PAY", payment.id() + "-t", payment.fen(), now);
    }

    @Override
    public Message refunded(Payment payment, Refund refund) {
      return now ->
          order(
              new Payment(payment.order(), payment.id(), payment.fen(), refund.at()),
              "6",
              "REFUND",
              refund.id(),
              refund.fen(),
              now);
    }

    @Override
    public Message closed(Payment unpaid) {
      return now -> order(unpaid, "4", "PAY", unpaid.id() + "-t", unpaid.fen(), now);
    }

    @Override
    public Map<String, String> querySettings(String url) {
      Map<String, String> settings = ourKey(url);
      settings.put("reconcile.serial", OUR_SERIAL);
      settings.put("reconcile.app-id", APP);
      return settings;
    }

    @Override
    public Answer answer(
        String method, String target, Map<String, String> headers, String body, Instant now) {
      String authorization = headers.getOrDefault("Authorization", "");
      Map<String, String> said = parameters(authorization);
      String time = said.getOrDefault("timestamp", "0");
      String signed =
          "%s\n%s\n%s\n%s\n%s\n".formatted(APP, OUR_SERIAL, time, said.get("nonce_str"), body);
      if (!authorization.startsWith("LKLAPI-SHA256withRSA ")
          || !APP.equals(said.get("appid"))
          || !OUR_SERIAL.equals(said.get("serial_no"))
          || !isNow(time, now)
          || !target.equals("/api/v3/labs/query/tradequery")
          || !isOurs(signed, said.getOrDefault("signature", ""))) {
        return new Answer(401, Map.of(), "{\"code\":\"SIT010001\"}");
      }
      return booked(field(body, "out_trade_no"), now)
          .filter(order -> order.stage() != Stage.OPEN)
          .map(order -> answered(order(order), now))
          .orElseGet(() -> answered("{\"code\":\"BBS11114\",\"msg\":\"x\"}", now));
    }

    /** An answer of any content. */
    public Answer answered(String body, Instant now) {
      String time = Long.toString(now.getEpochSecond());
      String nonce = random(12);
      return new Answer(
          200,
          Map.of(
              "Lklapi-Appid",
              APP,
              "Lklapi-Serial",
              serial(),
              "Lklapi-Timestamp",
              time,
              "Lklapi-Nonce",
              nonce,
              "Lklapi-Signature",
              sign("%s\n%s\n%s\n%s\n%s\n".formatted(APP, serial(), time, nonce, body))),
          body);
    }

    private static String order(Order order) {
      String refunded = order.back() == order.payment().fen() ? "REFUND" : "PART_REFUND";
      String paid = order.back() == 0 ? "SUCCESS" : refunded;
      return """
      {"code":"BBS00000","msg":"x","resp_data":{"merchant_no":"%s","out_trade_no":"%s",\
      "trade_no":"%s-t","pay_order_no":"%s","trade_state":"%s","total_amount":"%d",\
      "trade_time":"%s"}}\
      """
          .formatted(
              MERCHANT,
              order.payment().order(),
              order.payment().id(),
              order.payment().id(),
              order.isPaid() ? paid : "CLOSE",
              order.payment().fen(),
              COMPACT.format(order.payment().at()));
    }

    /** The notice of an order, whose time is that of its latest trade. */
    public Request order(
        Payment order, String status, String type, String tradeNo, long fen, Instant now) {
      String body =
          """
          {"pay_order_no":"%s","out_order_no":"%s","channel_id":"15","merchant_no":"%s",\
          "term_no":"A1062976","order_status":"%s","total_amount":%d,"order_create_time":"%s",\
          "order_trade_info":{"trade_no":"%s","log_no":"66201","trade_ref_no":"0",\
          "trade_type":"%s","trade_amount":%d,"trade_time":"%s"}}\
          """
              .formatted(
                  order.id(),
                  order.order(),
                  MERCHANT,
                  status,
                  order.fen(),
                  COMPACT.format(order.at().minusSeconds(60)),
                  tradeNo,
                  type,
                  fen,
                  COMPACT.format(order.at()));
      return signed(body, now);
    }

    /** A notice of any content. */
    public Request signed(String body, Instant now) {
      String time = Long.toString(now.getEpochSecond());
      String nonce = random(32);
      String signature = sign(time + "\n" + nonce + "\n" + body + "\n");
      return new Request(
          Map.of(
              "Content-Type",
              "application/json",
              "Authorization",
              "LKLAPI-SHA256withRSA timestamp=\"%s\",nonce_str=\"%s\",signature=\"%s\""
                  .formatted(time, nonce, signature)),
          body);
    }

    @Override
    public List<Duration> pauses() {
      return seconds(1, 5, 5, 10, 180, 600, 1200, 1800, 3600, 7200);
    }

    @Override
    public boolean isSuccess(int status, String body) {
      return status == 200 && body.contains("\"SUCCESS\"");
    }
  }

  final Path folder() {
    return folder;
  }

  final String serial() {
    return serial;
  }

  final Path publicKeys() {
    return folder.resolve("keys");
  }

  /** Signs a text as all three channels do. */
  public final String sign(String text) {
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(privateKey());
      rsa.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(rsa.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: the key is of RSA", e);
    }
  }

  private synchronized PrivateKey privateKey() {
    return opened.computeIfAbsent(
        serial,
        name -> {
          try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name + ".pk8"));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
          } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the channel's key can't be read", e);
          }
        });
  }

  private void makeKeys() {
    try {
      Files.createDirectories(publicKeys());
      if (!Files.exists(folder.resolve(OURS + ".spki"))) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Files.write(folder.resolve(OURS + ".spki"), pair.getPublic().getEncoded());
        String pem = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        write(
            folder.resolve(OURS + ".pem"),
            "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
      }
      for (String name : SERIALS) {
        Path secret = folder.resolve(name + ".pk8");
        if (!Files.exists(secret)) {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(2048);
          KeyPair pair = generator.generateKeyPair();
          Files.write(secret, pair.getPrivate().getEncoded());
          String pem = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
          write(
              publicKeys().resolve(name + ".pem"),
              "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the channel's keys can't be made in " + folder, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("").toAbsolutePath());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new IllegalStateException(file + " can't be written", e);
    }
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append("0123456789abcdefghijklmnopqrstuv".charAt(RANDOM.nextInt(32)));
    }
    return text.toString();
  }

  private static List<Duration> seconds(long... pauses) {
    return LongStream.of(pauses).mapToObj(Duration::ofSeconds).toList();
  }

  /** Makes a channel's keys and settings, or sends what it tells, as the usage says. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 4 && args[0].equals("keys")) {
      keys(args[1], Path.of(args[2]).toAbsolutePath(), args[3], "");
    } else if (args.length == 5 && args[0].equals("keys")) {
      keys(args[1], Path.of(args[2]).toAbsolutePath(), args[3], "http://127.0.0.1:" + args[4]);
    } else if (args.length == 6 && args[0].equals("answer")) {
      ChannelDouble channel = of(args[1], Path.of(args[2]).toAbsolutePath());
      long fen = Long.parseLong(args[5]);
      channel.book(new Payment(args[4], "4200" + args[4], fen, channel.paidAt(args[4])));
      HttpServer server = channel.serve(Clock.systemUTC(), Integer.parseInt(args[3]));
      System.out.printf("answers at %s until Ctrl-C%n", server.getAddress());
    } else if (args.length == 7 && args[0].equals("send")) {
      ChannelDouble channel = of(args[1], Path.of(args[2]).toAbsolutePath());
      long fen = Long.parseLong(args[6]);
      Payment payment = new Payment(args[5], "4200" + args[5], fen, channel.paidAt(args[5]));
      Refund refund = new Refund("5000" + args[5], fen, fen, Instant.now());
      channel.send(
          switch (args[4]) {
            case "paid" -> channel.paid(payment);
            case "refunded" -> channel.refunded(payment, refund);
            case "closed" -> channel.closed(payment);
            default -> throw new IllegalArgumentException("expected paid, refunded or closed");
          },
          URI.create(args[3]));
    } else {
      System.out.println(
          """
          java ChannelDouble.java keys PROVIDER FOLDER CHANNEL_ID [PORT]
          java ChannelDouble.java answer PROVIDER FOLDER PORT ORDER_NUMBER FEN
          java ChannelDouble.java send PROVIDER FOLDER URL paid|refunded|closed ORDER_NUMBER FEN
          PROVIDER is wechat-pay, alipay or lakala\
          """);
    }
  }

  /** The intake's settings, with those by which it asks where there is an address to ask at. */
  private static void keys(String provider, Path folder, String channelId, String url) {
    ChannelDouble channel = of(provider, folder);
    Map<String, String> all = new TreeMap<>(channel.settings());
    if (!url.isEmpty()) {
      all.putAll(channel.querySettings(url));
    }
    StringBuilder settings = new StringBuilder();
    all.forEach(
        (name, value) -> settings.append("callbacks.%s.%s=%s\n".formatted(channelId, name, value)));
    if (!url.isEmpty()) {
      settings.append("producer.query.url=http://127.0.0.1:8080\n");
    }
    write(folder.resolve("intake.properties"), settings.toString());
    System.out.printf("settings of the intake: %s%n", folder.resolve("intake.properties"));
  }

  /** When an order was paid: the same in all that is told of it. */
  private Instant paidAt(String order) throws IOException {
    Path file = folder.resolve("paid-" + order.replaceAll("[^A-Za-z0-9_-]", "_"));
    if (!Files.exists(file)) {
      write(file, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return Instant.parse(Files.readString(file));
  }

  /** Sends until it is answered by success, or no try is left, with the channel's own pauses. */
  private void send(Message message, URI url) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (Duration pause : pauses()) {
      Request request = message.sentAt(Instant.now());
      HttpRequest.Builder post = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5));
      request.headers().forEach(post::header);
      HttpResponse<String> answer =
          client.send(
              post.POST(BodyPublishers.ofString(request.body())).build(), BodyHandlers.ofString());
      System.out.printf("%d %s%n", answer.statusCode(), answer.body());
      if (isSuccess(answer.statusCode(), answer.body())) {
        return;
      }
      System.out.printf("tries again in %s%n", pause);
      Thread.sleep(pause);
    }
  }
}
