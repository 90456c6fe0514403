package renewals.producer.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.parties.model.Identifiers;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.access.RefusedNotice;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.domain.Speaker;
import renewals.producer.http.ChannelReply.Result;
import renewals.producer.intake.Intake;
import renewals.producer.intake.Outcome;
import renewals.schemas.trace.TraceContext;
import renewals.v1.PaymentEvent;

/**
 * Notices of payment channels. Each is answered within 4 s in any case, also one that comes slowly
 * and one that Kafka doesn't take: the channel comes again then.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 */
public final class CallbackApi {

  static final String ROUTE = "/v1/callbacks/{provider}/{channelId}";

  private static final Logger LOG = LoggerFactory.getLogger(CallbackApi.class);

  /** Leaves room for what comes before a request is handled, such as a connection that is made. */
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private static final String UNTOLD = "no proof that holds";

  private final Map<String, CallbackChannel> channels = new HashMap<>();
  private final Intake intake;
  private final NoticeRefusals refusals;
  private final CallbackMetrics metrics;
  private final Clock clock;
  private final Duration patience;
  private final RequestSpans spans;

  public CallbackApi(
      Collection<CallbackChannel> channels,
      Intake intake,
      NoticeRefusals refusals,
      MeterRegistry meters,
      Clock clock) {
    this(channels, intake, refusals, meters, clock, PATIENCE, Tracing.OFF);
  }

  /** The same, whose notices are traced. */
  public CallbackApi(
      Collection<CallbackChannel> channels,
      Intake intake,
      NoticeRefusals refusals,
      MeterRegistry meters,
      Clock clock,
      Tracing tracing) {
    this(channels, intake, refusals, meters, clock, PATIENCE, tracing);
  }

  CallbackApi(
      Collection<CallbackChannel> channels,
      Intake intake,
      NoticeRefusals refusals,
      MeterRegistry meters,
      Clock clock,
      Duration patience,
      Tracing tracing) {
    this.spans = new RequestSpans(tracing);
    this.intake = intake;
    this.refusals = refusals;
    this.metrics = new CallbackMetrics(meters);
    this.clock = clock;
    this.patience = patience;
    for (CallbackChannel channel : channels) {
      this.channels.put(channel.channelId(), channel);
      metrics.begin(channel.channelId());
    }
  }

  /** Adds the route to a server. */
  public void addTo(JavalinConfig config) {
    config.routes.post(ROUTE, this::take);
  }

  private void take(Context context) {
    long begun = System.nanoTime();
    Optional<CallbackChannel> found = find(context);
    if (found.isEmpty()) {
      Problem.of(ProblemCode.UNKNOWN_CHANNEL, "no callbacks of this channel are configured")
          .answer(context);
      return;
    }
    CallbackChannel channel = found.get();
    TraceStep step = spans.begin(context, ROUTE);
    ChannelReply reply = reply(channel, context, step.context());
    reply.answer(context, channel.provider());
    if (reply.result() != Result.UNPROVEN) {
      RequestSpans.end(step, reply.result().status());
    }
    metrics.count(channel.channelId(), reply.result(), Duration.ofNanos(System.nanoTime() - begun));
  }

  private Optional<CallbackChannel> find(Context context) {
    return Optional.ofNullable(channels.get(context.pathParam("channelId")))
        .filter(channel -> channel.provider().pathName().equals(context.pathParam("provider")));
  }

  /** Reading and publishing wait for others, so they have a thread of their own that may stay. */
  private ChannelReply reply(
      CallbackChannel channel, Context context, @Nullable TraceContext trace) {
    HttpServletRequest request = context.req();
    Map<String, List<String>> fields = fieldsOf(request);
    String address = ServiceHttp.client(context);
    CompletableFuture<ChannelReply> reply = new CompletableFuture<>();
    AtomicBoolean whole = new AtomicBoolean();
    Thread unused =
        Thread.ofVirtual()
            .name("callback")
            .start(
                () -> {
                  try {
                    reply.complete(read(channel, fields, request, address, whole, trace));
                  } catch (Exception | Error e) {
                    reply.completeExceptionally(e);
                  }
                });
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (!whole.get()) {
        context.header("Connection", "close");
      }
      return ChannelReply.unavailable("it could not be taken in time");
    } catch (ExecutionException e) {
      LOG.error("a notice of {} could not be taken", channel.channelId(), e.getCause());
      return ChannelReply.unavailable("the service failed; its log says why");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ChannelReply.unavailable("the service ends");
    }
  }

  private ChannelReply read(
      CallbackChannel channel,
      Map<String, List<String>> fields,
      HttpServletRequest request,
      String address,
      AtomicBoolean whole,
      @Nullable TraceContext trace)
      throws IOException {
    byte[] body;
    try (InputStream in = request.getInputStream()) {
      body = in.readNBytes(Intake.MOST_BYTES + 1);
    }
    whole.set(true);
    try {
      if (body.length > Intake.MOST_BYTES) {
        throw new RefusedNoticeException(
            RefusedNoticeException.Reason.CONTENT,
            "the notice has more than %d bytes".formatted(Intake.MOST_BYTES));
      }
      Reading reading = channel.reader().read(new RawNotice(fields, body), clock.instant());
      return switch (reading) {
        case Reading.Facts(List<PaymentEvent> facts) -> publish(channel, facts, address, trace);
        case Reading.Nothing(Reading.Why why) -> ChannelReply.of(why);
      };
    } catch (RefusedNoticeException e) {
      return refuse(channel, e, address);
    }
  }

  private ChannelReply publish(
      CallbackChannel channel,
      List<PaymentEvent> facts,
      String address,
      @Nullable TraceContext trace) {
    Speaker speaker = Speaker.callback(channel.channelId());
    List<CompletableFuture<Outcome>> underWay = new ArrayList<>();
    facts.forEach(fact -> underWay.add(intake.takeTold(speaker, fact, trace)));
    ChannelReply reply = ChannelReply.of(underWay.stream().map(CompletableFuture::join).toList());
    if (reply.result() == Result.NOT_OURS) {
      audit(channel, reply.result(), "contract", "-", address, reply.text());
    }
    return reply;
  }

  private ChannelReply refuse(
      CallbackChannel channel, RefusedNoticeException refused, String address) {
    Result result = refused.isUnproven() ? Result.UNPROVEN : Result.NOT_OURS;
    String why = String.valueOf(refused.getMessage());
    String reason = refused.reason().name().toLowerCase(Locale.ROOT);
    audit(channel, result, reason, refused.keyId(), address, why);
    return new ChannelReply(result, refused.isTold() ? why : UNTOLD);
  }

  private void audit(
      CallbackChannel channel,
      Result result,
      String reason,
      String keyId,
      String address,
      String why) {
    String party = Identifiers.CALLBACK + channel.channelId();
    refusals.add(new RefusedNotice(result.status(), reason, party, keyId, address, why));
  }

  private static Map<String, List<String>> fieldsOf(HttpServletRequest request) {
    Map<String, List<String>> fields = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      fields.put(name, Collections.list(request.getHeaders(name)));
    }
    return fields;
  }
}
