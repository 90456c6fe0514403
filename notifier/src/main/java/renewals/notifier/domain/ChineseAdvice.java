package renewals.notifier.domain;

/** A refusal in plain Chinese, and what the merchant can do. */
record ChineseAdvice(String reason, String action) {

  static ChineseAdvice of(Refusal refusal) {
    return switch (refusal) {
      case CARD_NOT_FOUND -> new ChineseAdvice("查不到这张卡。", "核对卡面上的卡号，用正确的卡号重新申请。");
      case CARD_TERMINATED -> new ChineseAdvice("这张卡已销户。", "联系终端提供方更换新卡。");
      case EXPIRED_BEYOND_GRACE -> new ChineseAdvice("卡过期太久，已不能续费。", "联系终端提供方更换新卡。");
      case CONFLICTING_JOB -> new ChineseAdvice("这张卡有别的业务正在办理。", "等该业务办完后再续费。");
      case REAL_NAME_MISSING -> new ChineseAdvice("这张卡还没有实名。", "先到运营商处完成实名登记，再重新申请。");
      case DEVICE_SEPARATED -> new ChineseAdvice("卡与原终端分离（机卡分离）。", "把卡装回原终端后再申请。");
      case RISK_STOP -> new ChineseAdvice("运营商因风险管控停用了这张卡。", "联系运营商客服说明情况。");
      case PLAN_NOT_RENEWABLE -> new ChineseAdvice("这个套餐不能再续费。", "换一个套餐重新申请。");
      case AMOUNT_MISMATCH -> new ChineseAdvice("付款金额与套餐价格不符。", "联系支付渠道核对金额。");
      case AFTER_CUTOFF -> new ChineseAdvice("超过了运营商当期的受理时间。", "下个受理期开始后重新申请。");
      case CARRIER_ERROR -> new ChineseAdvice("运营商系统出错。", "稍后重新申请；若再次失败，请联系支付渠道。");
      case OTHER -> new ChineseAdvice("运营商没有给出具体原因。", "联系支付渠道查询。");
    };
  }
}
