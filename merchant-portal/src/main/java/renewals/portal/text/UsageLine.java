package renewals.portal.text;

import org.jspecify.annotations.Nullable;
import renewals.schemas.query.QueryResponses;

/** Words how much data of a card is used. */
public final class UsageLine {

  private UsageLine() {}

  /** What is used and left, and as of when; empty where nothing was reported. */
  public static String of(QueryResponses.@Nullable Usage usage, DisplayFormats formats) {
    if (usage == null) {
      return "";
    }
    Language language = formats.language();
    Long allowance = usage.allowanceBytes();
    Long remaining = usage.remainingBytes();
    String asOf = formats.moment(DisplayFormats.instant(usage.asOf()));
    String used = DisplayFormats.data(usage.usedBytes());
    String counted =
        allowance == null || remaining == null
            ? PageMessages.DATA_USED.in(language, used, asOf)
            : PageMessages.DATA_USED_OF.in(
                language,
                used,
                DisplayFormats.data(allowance),
                DisplayFormats.data(remaining),
                asOf);
    String runsOutAt = usage.runsOutAt();
    return runsOutAt == null
        ? counted
        : language.sentences(
            counted,
            PageMessages.DATA_LASTS_UNTIL.in(
                language, formats.moment(DisplayFormats.instant(runsOutAt))));
  }
}
