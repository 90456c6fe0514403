package renewals.portal.text;

import org.jspecify.annotations.Nullable;

/** Why the network does not take a card, and what the merchant can do, in plain words. */
public enum StopCause {
  OWNER(
      "机主本人申请",
      "如非本人申请，请联系运营商客服。",
      "the holder asked for it",
      "If you did not ask for it, call the carrier's customer service."),
  NO_REAL_NAME(
      "这张卡还没有实名认证",
      "请在运营商 App 或营业厅办理实名认证，之后会恢复。",
      "it isn't registered to a person yet",
      "Register in the carrier's app or shop; then it works again."),
  CARRIER(null, "请联系运营商客服了解原因。", null, "Ask the carrier's customer service why."),
  DEVICE_SEPARATED(
      "卡不在原来的终端里",
      "请把卡装回原终端。",
      "it is not in the terminal it belongs to",
      "Put it back into that terminal."),
  DATA_CAP(
      "流量已用到上限",
      "请续费或向支付渠道加购流量。",
      "its data limit is reached",
      "Renew or ask your payment channel for more data."),
  EXPIRED("已到期", "请续费。", "it has expired", "Renew it."),
  RISK(
      "运营商风险管控",
      "请联系运营商客服说明情况。",
      "a precaution of the carrier's",
      "Explain your case to the carrier's customer service."),
  OTHER(null, "请联系运营商客服了解原因。", null, "Ask the carrier's customer service why.");

  private final @Nullable String chineseReason;
  private final String chineseAction;
  private final @Nullable String englishReason;
  private final String englishAction;

  StopCause(
      @Nullable String chineseReason,
      String chineseAction,
      @Nullable String englishReason,
      String englishAction) {
    this.chineseReason = chineseReason;
    this.chineseAction = chineseAction;
    this.englishReason = englishReason;
    this.englishAction = englishAction;
  }

  /** The cause of a code; OTHER for none and for those that a later version knows. */
  public static StopCause of(@Nullable String code) {
    for (StopCause cause : values()) {
      if (cause.name().equals(code)) {
        return cause;
      }
    }
    return OTHER;
  }

  /** Whether a card that is stopped for it works again once it is renewed. */
  public boolean isEndedByRenewing() {
    return this == DATA_CAP || this == EXPIRED;
  }

  /** That a card is stopped, and why, where more is known than that the carrier did it. */
  public String stopped(Language language) {
    String reason = reason(language);
    return reason == null
        ? PageMessages.STOPPED_BY_CARRIER.in(language)
        : PageMessages.STOPPED.in(language, reason);
  }

  /** The same of a card that is closed for good. */
  public String closed(Language language) {
    String reason = reason(language);
    return reason == null
        ? PageMessages.CLOSED_BY_CARRIER.in(language)
        : PageMessages.CLOSED.in(language, reason);
  }

  private @Nullable String reason(Language language) {
    return language == Language.CHINESE ? chineseReason : englishReason;
  }

  public String action(Language language) {
    return language == Language.CHINESE ? chineseAction : englishAction;
  }
}
