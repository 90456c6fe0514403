package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.v1.Announcement;

/**
 * What the contract demands of announcements. Their times may lie anywhere: one that is announced
 * ahead takes effect later, and an endsAt in the past withdraws it.
 *
 * <p>Source: contract, "announcement"; rules, "What becomes of a card between renewals".
 */
final class AnnouncementChecks {

  private static final String HTTPS = "https:";
  private static final String SOME_IDS = "none, or a list of at least one id";
  private static final String SOME_PLANS = "none, or a list of at least one planId";

  private AnnouncementChecks() {}

  static @Nullable Findings check(@Nullable Findings symbols, Announcement announcement) {
    Findings found = Checks.id(symbols, "announcementId", announcement.getAnnouncementId());
    if (announcement.getKind() == null) {
      found = add(found, "kind", null, "FEES, TERMS, SOFTWARE, CAMPAIGN or CHANNEL");
    }
    found = ids(found, "carrierIds", announcement.getCarrierIds());
    found = ids(found, "channelIds", announcement.getChannelIds());
    found = plans(found, announcement.getPlanIds());
    found = Checks.time(found, "effectiveAt", announcement.getEffectiveAt());
    found = Checks.optionalTime(found, "endsAt", announcement.getEndsAt());
    found = words(found, "titleZh", announcement.getTitleZh());
    found = words(found, "textZh", announcement.getTextZh());
    found = words(found, "titleEn", announcement.getTitleEn());
    found = words(found, "textEn", announcement.getTextEn());
    String link = announcement.getLink();
    if (link != null && !isHttps(link)) {
      found = add(found, "link", link, "none, or an https URL in ASCII, without user or #");
    }
    return Checks.revision(found, "revision", announcement.getRevision());
  }

  private static @Nullable Findings ids(
      @Nullable Findings sofar, String field, @Nullable List<String> ids) {
    if (ids == null) {
      return sofar;
    }
    Findings found = ids.isEmpty() ? add(sofar, field, ids, SOME_IDS) : sofar;
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      found = Checks.isId(id) ? found : Checks.id(found, place(field, i), id);
    }
    return found;
  }

  private static @Nullable Findings plans(
      @Nullable Findings sofar, @Nullable List<String> planIds) {
    if (planIds == null) {
      return sofar;
    }
    Findings found = planIds.isEmpty() ? add(sofar, "planIds", planIds, SOME_PLANS) : sofar;
    for (int i = 0; i < planIds.size(); i++) {
      String planId = planIds.get(i);
      found = Texts.isWritten(planId) ? found : Checks.text(found, place("planIds", i), planId);
    }
    return found;
  }

  private static String place(String field, int index) {
    return field + "[" + index + "]";
  }

  private static @Nullable Findings words(
      @Nullable Findings found, String field, @Nullable String text) {
    return text != null && text.isBlank()
        ? add(found, field, text, "a text that isn't blank")
        : Checks.text(found, field, text);
  }

  private static boolean isHttps(String link) {
    return link.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) && WebhookUrl.isWritten(link);
  }
}
