package renewals.portal.text;

import org.jspecify.annotations.Nullable;

/** Why a carrier did not approve, and what the merchant can do, in plain words. */
public enum Refusal {
  CARD_NOT_FOUND(
      "运营商查不到这张卡",
      "请核对卡面上的卡号，用正确的卡号重新申请。",
      "The carrier doesn't know this card number",
      "Compare the number with the one on the card and apply again with the right one."),
  CARD_TERMINATED(
      "这张卡已销户",
      "请联系终端提供方更换新卡。",
      "The card has been closed for good",
      "Ask the provider of your terminal for a new card."),
  EXPIRED_BEYOND_GRACE(
      "卡过期太久，已不能续费",
      "请联系终端提供方更换新卡。",
      "The card expired too long ago to be renewed",
      "Ask the provider of your terminal for a new card."),
  CONFLICTING_JOB(
      "这张卡有别的业务正在办理",
      "请等该业务办完后再续费。",
      "The carrier is still working on another job for this card",
      "Apply again when that job is done."),
  REAL_NAME_MISSING(
      "这张卡还没有实名认证",
      "请在运营商 App 或营业厅办理实名认证后，重新提交续费。",
      "The card isn't registered to a person yet (real-name registration)",
      "Register it in the carrier's app or shop, then apply again."),
  DEVICE_SEPARATED(
      "卡不在原来的终端里",
      "请把卡装回原终端后再申请。",
      "The card is not in the terminal it belongs to",
      "Put it back into that terminal, then apply again."),
  RISK_STOP(
      "运营商因风险管控停用了这张卡",
      "请联系运营商客服说明情况。",
      "The carrier has stopped the card as a precaution",
      "Explain your case to the carrier's customer service."),
  PLAN_NOT_RENEWABLE(
      "这个套餐不能再续费",
      "请换一个套餐重新申请。",
      "This plan can't be renewed any more",
      "Choose another plan and apply again."),
  AMOUNT_MISMATCH(
      "付款金额与套餐价格不符",
      "请联系支付渠道核对金额。",
      "The amount paid is not the price of the plan",
      "Ask your payment channel to check the amount."),
  AFTER_CUTOFF(
      "超过了运营商当期的受理时间",
      "请在下个受理期开始后重新申请。",
      "It came after the carrier's cut-off",
      "Apply again when the next period begins."),
  CARRIER_ERROR(
      "运营商系统出错",
      "请稍后重新申请；若再次失败，请联系支付渠道。",
      "The carrier's system failed",
      "Apply again later; if it fails again, ask your payment channel."),
  OTHER(
      "运营商没有给出具体原因",
      "请联系支付渠道查询。",
      "The carrier gave no particular reason",
      "Ask your payment channel about it.");

  private final String chineseReason;
  private final String chineseAction;
  private final String englishReason;
  private final String englishAction;

  Refusal(String chineseReason, String chineseAction, String englishReason, String englishAction) {
    this.chineseReason = chineseReason;
    this.chineseAction = chineseAction;
    this.englishReason = englishReason;
    this.englishAction = englishAction;
  }

  /** The refusal of a code; OTHER for none and for those that a later version knows. */
  public static Refusal of(@Nullable String code) {
    for (Refusal refusal : values()) {
      if (refusal.name().equals(code)) {
        return refusal;
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
