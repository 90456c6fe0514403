package renewals.producer.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import renewals.kit.http.InstanceClient;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.reconcile.rules.KnownRenewal;
import renewals.schemas.query.QueryResponses.Line;
import renewals.schemas.query.QueryResponses.Renewal;

/** Asks activation-stream where a renewal stands. Thread-safe. */
public final class RenewalQueries {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final String WAITS = "PAYMENT";
  private static final String PAID = "PAID";
  private static final String ACTIVATED = "ACTIVATED";

  private final String url;
  private final InstanceClient client;

  /**
   * At an instance or whatever stands before all.
   *
   * @param url without a slash at its end
   * @param trust whose certificates are believed; absent for the JDK's authorities
   */
  public RenewalQueries(String url, Optional<String> token, Optional<SSLContext> trust) {
    this.url = url;
    this.client = new InstanceClient(PATIENCE, question -> InstanceClient.bearer(token), trust);
  }

  /**
   * Where it stands now.
   *
   * @throws QueryFailedException that can't be known now
   */
  public KnownRenewal of(String renewalId) throws QueryFailedException {
    String path = "/v1/renewals/" + URLEncoder.encode(renewalId, StandardCharsets.UTF_8);
    InstanceClient.Answer answer =
        client.ask(url, path).orElseThrow(() -> new QueryFailedException(url + " gives no answer"));
    if (answer.saysUnknown()) {
      return KnownRenewal.UNKNOWN;
    }
    if (answer.status() != OK) {
      throw new QueryFailedException("%s answers %d".formatted(url, answer.status()));
    }
    return read(answer.body());
  }

  private KnownRenewal read(String body) throws QueryFailedException {
    try {
      Renewal renewal = JSON.readValue(body, Renewal.class);
      return new KnownRenewal(
          true,
          renewal.waitingFor().contains(WAITS),
          renewal.net().minorUnits() > 0,
          renewal.due().minorUnits() == 0,
          latest(renewal, PAID).or(() -> latest(renewal, ACTIVATED)),
          Optional.ofNullable(renewal.validUntil()).map(Instant::parse));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new QueryFailedException(url + " answers in a form of its own", e);
    }
  }

  /** Who is paid last and usable at once isn't said to be paid. */
  private static Optional<Instant> latest(Renewal renewal, String what) {
    return renewal.timeline().stream()
        .filter(line -> line.what().equals(what))
        .map(RenewalQueries::timeOf)
        .max(Comparator.naturalOrder());
  }

  private static Instant timeOf(Line line) {
    @Nullable String own = line.occurredAt();
    return Instant.parse(own == null ? line.at() : own);
  }
}
