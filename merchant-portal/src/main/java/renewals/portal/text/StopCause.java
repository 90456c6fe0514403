package renewals.portal.text;

import org.jspecify.annotations.Nullable;

/** Why the network does not take a card, and what the merchant can do, in plain words. */
public enum StopCause {
  OWNER(
      "机主申请停用",
      "如非本人申请，请联系运营商客服。",
      "at the holder's wish",
      "If you did not ask for it, call the carrier's customer service."),
  NO_REAL_NAME(
      "这张卡还没有实名认证",
      "请在运营商 App 或营业厅办理实名认证，之后会恢复。",
      "it isn't registered to a person yet",
      "Register in the carrier's app or shop; then it works again."),
  CARRIER(
      "运营商停用了这张卡",
      "请联系运营商客服了解原因。",
      "the carrier has stopped it",
      "Ask the carrier's customer service why."),
  DEVICE_SEPARATED(
      "卡不在原来的终端里",
      "请把卡装回原终端。",
      "it is not in the terminal it belongs to",
      "Put it back into that terminal."),
  DATA_CAP(
      "可用流量已用到上限",
      "请续费或向支付渠道加购流量。",
      "its data limit is reached",
      "Renew or ask your payment channel for more data."),
  EXPIRED("已到期", "请续费。", "it has expired", "Renew it."),
  RISK(
      "运营商因风险管控停用了这张卡",
      "请联系运营商客服说明情况。",
      "the carrier has stopped it as a precaution",
      "Explain your case to the carrier's customer service."),
  OTHER(
      "运营商没有给出具体原因",
      "请联系运营商客服了解原因。",
      "the carrier gave no particular reason",
      "Ask the carrier's customer service why.");

  private final String chineseReason;
  private final String chineseAction;
  private final String englishReason;
  private final String englishAction;

  StopCause(
      String chineseReason, String chineseAction, String englishReason, String englishAction) {
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

  public String reason(Language language) {
    return language == Language.CHINESE ? chineseReason : englishReason;
  }

  public String action(Language language) {
    return language == Language.CHINESE ? chineseAction : englishAction;
  }
}
