package renewals.portal.merchant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Fact;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.OutlookFormatter;
import renewals.portal.text.PageMessages;
import renewals.portal.text.StopCause;
import renewals.schemas.contract.Iccid;
import renewals.schemas.query.QueryResponses;

/** Words quotes for a merchant. */
record QuoteViews(DisplayFormats formats) {

  private static final int PER_CENT = 100;
  private static final Set<String> GAPS =
      Set.of("CARD_SUSPENDED", "CARD_CLOSED", "CUTOFF_PASSED", "EXPIRES_BEFORE_USABLE");

  /**
   * A quote's answer.
   *
   * @param typed until when the card works as it was typed, null where nothing was
   */
  QuoteView of(QueryResponses.Quote quote, @Nullable Instant typed) {
    OutlookFormatter outlook = OutlookFormatter.of(quote.expectedUsable(), formats);
    Instant worksUntil = worksUntil(quote, typed);
    List<Note> notes = new ArrayList<>();
    quote.warnings().stream()
        .flatMap(warning -> said(warning, quote.card()).stream())
        .forEach(notes::add);
    Instant renewBy = quote.renewBy() == null ? null : DisplayFormats.instant(quote.renewBy());
    if (renewBy != null && renewBy.isAfter(formats.now())) {
      notes.add(new Note(say(PageMessages.QUOTE_RENEW_BY, formats.end(renewBy)), true));
    }
    outlook.notes().forEach(text -> notes.add(new Note(text, false)));
    boolean dated = quote.validUntil() != null;
    boolean warned = !quote.warnings().isEmpty();
    return new QuoteView(
        !dated || warned ? Tone.ACT : Tone.GOOD,
        say(PageMessages.QUOTE_STATUS),
        quote.validUntil() == null
            ? say(PageMessages.QUOTE_NO_TIME)
            : say(
                PageMessages.QUOTE_UNTIL,
                formats.until(DisplayFormats.instant(quote.validUntil()))),
        second(outlook, worksUntil, mayHaveAGap(quote)),
        notes,
        Optional.ofNullable(quote.card()).map(this::card).orElse(List.of()),
        quote.channels().stream().map(this::channel).toList(),
        PageMessages.ZONE.in(formats.language(), formats.zoneName()));
  }

  /** Until when the card works, null where it doesn't, or nobody knows. */
  private @Nullable Instant worksUntil(QueryResponses.Quote quote, @Nullable Instant typed) {
    Optional<Instant> known =
        Optional.ofNullable(quote.card())
            .map(QueryResponses.Card::validUntil)
            .map(DisplayFormats::instant);
    return Stream.concat(known.stream(), Stream.ofNullable(typed))
        .max(Comparator.naturalOrder())
        .filter(until -> until.isAfter(formats.now()))
        .orElse(null);
  }

  private String second(
      OutlookFormatter outlook, @Nullable Instant worksUntil, boolean mayHaveAGap) {
    if (outlook.isOpen()) {
      return outlook.why();
    }
    PageMessages message =
        worksUntil == null
            ? PageMessages.QUOTE_USABLE_BY
            : outlook.isBefore(worksUntil) && !mayHaveAGap
                ? PageMessages.QUOTE_WITHOUT_GAP
                : PageMessages.QUOTE_IN_EFFECT_BY;
    return formats.language().sentences(say(message, outlook.by()), outlook.why());
  }

  /** Whether a warning says that the card can't be used now, or may not be in between. */
  private static boolean mayHaveAGap(QueryResponses.Quote quote) {
    return quote.warnings().stream().map(QueryResponses.Warning::code).anyMatch(GAPS::contains);
  }

  /** A warning that this version has no words for is none to show. */
  private Optional<Note> said(QueryResponses.Warning warning, QueryResponses.@Nullable Card card) {
    PageMessages message =
        switch (warning.code()) {
          case "CHECK_DIGIT" -> PageMessages.QUOTE_CHECK_DIGIT;
          case "CARD_SUSPENDED" ->
              endsByRenewing(card)
                  ? PageMessages.QUOTE_CARD_SUSPENDED_TILL_RENEWED
                  : PageMessages.QUOTE_CARD_SUSPENDED;
          case "CARD_CLOSED" -> PageMessages.QUOTE_CARD_CLOSED;
          case "CUTOFF_PASSED" -> PageMessages.QUOTE_CUTOFF_PASSED;
          case "EXPIRES_BEFORE_USABLE" -> PageMessages.QUOTE_MAY_HAVE_A_GAP;
          // The expected time says it already.
          case "CARRIER_MAINTENANCE", "CARRIER_OUTAGE" -> null;
          default -> null;
        };
    return Optional.ofNullable(message).map(text -> new Note(say(text), true));
  }

  private static boolean endsByRenewing(QueryResponses.@Nullable Card card) {
    QueryResponses.CardStatus status = card == null ? null : card.status();
    return status != null && StopCause.of(status.cause()).isEndedByRenewing();
  }

  private List<Fact> card(QueryResponses.Card card) {
    String until = card.validUntil();
    return List.of(
        new Fact(
            say(PageMessages.CARD_NUMBER),
            Iccid.parse(card.iccid()).map(Iccid::masked).orElse("…")),
        new Fact(
            say(PageMessages.CARD_VALID_UNTIL),
            until == null
                ? say(PageMessages.CARD_NOTHING_COUNTS)
                : formats.moment(DisplayFormats.instant(until))));
  }

  private QuoteView.Channel channel(QueryResponses.QuotedChannel channel) {
    Double share = channel.heldShare();
    return new QuoteView.Channel(
        channel.channelId(),
        moment(channel.likely()),
        moment(channel.by()),
        share == null ? "" : "%d %%".formatted(Math.round(share * PER_CENT)));
  }

  private String moment(@Nullable String at) {
    return at == null ? "" : formats.promised(DisplayFormats.instant(at));
  }

  private String say(PageMessages message, Object... about) {
    return message.in(formats.language(), about);
  }
}
