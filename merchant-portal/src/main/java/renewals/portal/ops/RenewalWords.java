package renewals.portal.ops;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/** Words renewals for operators, in English, times in one zone. */
public final class RenewalWords {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final String UNKNOWN = "–";

  private final ZoneId zone;
  private final Instant now;

  RenewalWords(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  /** Where a renewal's own page lies. */
  public static String url(String renewalId) {
    return "/ops/renewals/"
        + URLEncoder.encode(renewalId, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The answer to a search. */
  SearchView search(RenewalSearch.Result found, String scope) {
    return new SearchView(
        found.typed(),
        said(found, scope),
        found.away() || !found.unanswered().isEmpty(),
        found.renewals().stream().map(this::hit).toList());
  }

  private static String said(RenewalSearch.Result found, String scope) {
    int count = found.renewals().size();
    if (!found.unanswered().isEmpty()) {
      return "%d found; nobody can say for now how %s stands."
          .formatted(count, String.join(", ", found.unanswered()));
    }
    if (count == 0) {
      return found.away()
          ? "No instance of activation-stream gives an answer."
          : "Nothing fits %s %s.".formatted(found.typed(), scope);
    }
    return "%d found%s.".formatted(count, count < RenewalSearch.MOST ? "" : ", there may be more");
  }

  private SearchView.Hit hit(QueryResponses.Renewal renewal) {
    QueryResponses.Requested request = renewal.request();
    return new SearchView.Hit(
        renewal.renewalId(),
        url(renewal.renewalId()),
        CardWords.plain(renewal.state()),
        usable(renewal, new CardWords(new CardAnswer.Unanswered(), renewal, now).mayWork()),
        known(renewal.merchantId()),
        request == null ? UNKNOWN : known(request.terminalId()),
        card(renewal.iccid()),
        request == null ? UNKNOWN : request.carrierId());
  }

  /**
   * One renewal, whole; first whether its card works, whatever the renewal is at.
   *
   * @param card how it stands
   */
  DetailsView details(
      QueryResponses.Renewal renewal, CardAnswer card, List<OpsView.Undelivered> undelivered) {
    CardWords stands = new CardWords(card, renewal, now);
    String answer =
        "%s; %s".formatted(CardWords.plain(renewal.state()), usable(renewal, stands.mayWork()));
    return new DetailsView(
        renewal.renewalId(),
        stands.said(this::time).map(said -> said + "; " + answer).orElse(answer),
        facts(renewal),
        renewal.timeline().stream().map(this::line).toList(),
        undelivered,
        commands(renewal));
  }

  private List<DetailsView.Fact> facts(QueryResponses.Renewal renewal) {
    List<DetailsView.Fact> facts = new ArrayList<>();
    if (!renewal.waitingFor().isEmpty()) {
      String parts =
          renewal.waitingFor().stream().map(CardWords::plain).collect(Collectors.joining(", "));
      facts.add(new DetailsView.Fact("Waiting for", parts));
    }
    QueryResponses.Money due = renewal.due();
    facts.add(new DetailsView.Fact("Paid", "%s of %s".formatted(money(renewal.net()), money(due))));
    if (renewal.owed().minorUnits() > 0) {
      facts.add(new DetailsView.Fact("To be paid back", money(renewal.owed())));
    }
    facts.add(new DetailsView.Fact("Merchant", known(renewal.merchantId())));
    facts.add(new DetailsView.Fact("Card", card(renewal.iccid())));
    QueryResponses.Requested request = renewal.request();
    if (request != null) {
      facts.add(new DetailsView.Fact("Terminal", known(request.terminalId())));
      facts.add(new DetailsView.Fact("Carrier", request.carrierId()));
      facts.add(new DetailsView.Fact("Channel", request.channelId()));
      facts.add(new DetailsView.Fact("Plan", request.plan().planId()));
    }
    if (renewal.asOf() != null) {
      facts.add(new DetailsView.Fact("As of", time(renewal.asOf())));
    }
    return facts;
  }

  private DetailsView.Line line(QueryResponses.Line line) {
    String at = time(line.at());
    String own = line.occurredAt() == null ? at : time(line.occurredAt());
    String amount = line.amount() == null ? "" : money(line.amount());
    String reason = line.reason() == null ? "" : line.reason();
    return new DetailsView.Line(
        at,
        CardWords.plain(line.what()),
        (amount + " " + reason).strip(),
        own.equals(at) ? "" : own);
  }

  private static List<DetailsView.Command> commands(QueryResponses.Renewal renewal) {
    String id = quoted(renewal.renewalId());
    List<DetailsView.Command> commands = new ArrayList<>();
    commands.add(
        new DetailsView.Command(
            "What the merchant was told, and whether it arrived",
            "./renewals notices list --renewal " + id));
    commands.add(new DetailsView.Command("The same as text", "./renewals status " + id));
    commands.add(
        new DetailsView.Command(
            "Take the links to its page back", "./renewals links revoke " + id));
    return commands;
  }

  /** For a shell: an id may hold more than letters. */
  private static String quoted(String id) {
    return id.matches("[\\w.:@-]+") ? id : "'" + id.replace("'", "'\\''") + "'";
  }

  /**
   * What it gives, and when.
   *
   * @param works whether the card works without it, or may
   */
  private String usable(QueryResponses.Renewal renewal, boolean works) {
    String until = renewal.validUntil();
    if (renewal.validFrom() != null) {
      boolean isOver = until != null && Instant.parse(until).isBefore(now);
      String from = (isOver ? "worked from " : "works from ") + time(renewal.validFrom());
      return until == null ? from : from + " until " + time(until);
    }
    QueryResponses.ExpectedUsable expected = renewal.expectedUsable();
    if (expected == null) {
      return "nothing is expected";
    }
    String why = expected.why() == null ? "" : " (" + CardWords.plain(expected.why()) + ")";
    if (expected.by() == null) {
      return "nobody can say when it will %s".formatted(works ? "take effect" : "be usable") + why;
    }
    String likely = expected.likely() == null ? "" : "likely at " + time(expected.likely()) + ", ";
    return "%s %sby %s in nine of ten cases%s"
        .formatted(works ? "takes effect" : "usable", likely, time(expected.by()), why);
  }

  private static String card(@Nullable String iccid) {
    return iccid == null ? UNKNOWN : Iccid.parse(iccid).map(Iccid::masked).orElse(iccid);
  }

  private static String known(@Nullable String id) {
    return id == null ? UNKNOWN : id;
  }

  private String time(String instant) {
    try {
      return MINUTE.format(Instant.parse(instant).atZone(zone));
    } catch (DateTimeException e) {
      return instant;
    }
  }

  private static String money(QueryResponses.Money money) {
    int digits = Math.max(0, Currency.getInstance(money.currency()).getDefaultFractionDigits());
    return BigDecimal.valueOf(money.minorUnits(), digits).toPlainString() + " " + money.currency();
  }
}
