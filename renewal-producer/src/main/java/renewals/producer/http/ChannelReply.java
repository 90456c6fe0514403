package renewals.producer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.List;
import renewals.producer.callback.notice.Provider;
import renewals.producer.callback.notice.Reading;
import renewals.producer.intake.Outcome;

/**
 * What a payment channel is answered: in its own words, as it repeats what isn't answered so.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 *
 * @param text why, where it isn't taken
 */
record ChannelReply(Result result, String text) {

  /** What became of a notice, and the status that says so. */
  enum Result {
    /** All it says lies in Kafka. */
    ACCEPTED(200),
    /** Its order number is another business's. */
    ANOTHER_BUSINESS(200),
    /** It moves no money. */
    NO_EVENT(200),
    /** Its proof does not hold. */
    UNPROVEN(401),
    /** The channel's word, but not for us, or not as it documents it. */
    NOT_OURS(400),
    /** Kafka or the registry can't take it now: the channel is to try again. */
    UNAVAILABLE(503);

    private final int status;

    Result(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final String SUCCESS = "SUCCESS";

  static ChannelReply of(Reading.Why nothing) {
    return new ChannelReply(
        switch (nothing) {
          case ANOTHER_BUSINESS -> Result.ANOTHER_BUSINESS;
          case NO_EVENT -> Result.NO_EVENT;
        },
        "");
  }

  /** All outcomes of one notice as one: it is taken where all its facts are. */
  static ChannelReply of(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(ChannelReply::of)
        .max((one, other) -> Integer.compare(one.result.status, other.result.status))
        .orElseThrow(() -> new IllegalArgumentException("outcomes is empty, expected one"));
  }

  static ChannelReply unavailable(String why) {
    return new ChannelReply(Result.UNAVAILABLE, why);
  }

  private static ChannelReply of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> new ChannelReply(Result.ACCEPTED, "");
      case Outcome.Unavailable(String why) -> unavailable(why);
      case Outcome.Refused(var violations) ->
          new ChannelReply(Result.NOT_OURS, violations.toString());
      case Outcome.Ambiguous(var violation) ->
          new ChannelReply(Result.NOT_OURS, violation.toString());
      case Outcome.Forbidden(var objection) -> new ChannelReply(Result.NOT_OURS, objection.text());
      case Outcome.TooLarge tooLarge -> new ChannelReply(Result.NOT_OURS, "it is too large");
      case Outcome.Conflict conflict -> new ChannelReply(Result.NOT_OURS, conflict.eventId());
    };
  }

  boolean isSuccess() {
    return result.status == HttpResponses.OK;
  }

  /** Answers a request in a channel's own words. */
  void answer(Context context, Provider provider) {
    context.status(result.status);
    switch (provider) {
      case WECHAT_PAY -> json(context, provider);
      case LAKALA -> json(context, provider);
      case ALIPAY ->
          context
              .contentType("text/plain; charset=utf-8")
              .result(isSuccess() ? "success" : "failure");
    }
  }

  private void json(Context context, Provider provider) {
    var body = JsonNodeFactory.instance.objectNode().put("code", isSuccess() ? SUCCESS : "FAIL");
    if (!isSuccess()) {
      body.put("message", text);
    } else if (provider == Provider.LAKALA) {
      body.put("message", "执行成功");
    }
    context.contentType("application/json").result(body.toString().getBytes(UTF_8));
  }
}
