package renewals.portal.text;

/**
 * Every sentence of the page, in both languages side by side. {@code %s} and {@code %d} stand for
 * what the sentence is about, in the same order in both. A date may begin a new line where there is
 * a zero-width space before it, and is broken nowhere else. Long because all that merchants read
 * stands in one place.
 */
public enum PageMessages {
  SITE("流量卡续费", "Data card renewal"),
  PREVIEW("流量卡续费进度：什么时候可以使用，还需要做什么", "When the data card can be used, and what is left to do"),
  SKIP("跳到主要内容", "Skip to the answer"),
  OTHER_LANGUAGE("Switch to English", "切换为中文"),

  ASK_TITLE("流量卡什么时候能用？", "When can I use my data card?"),
  ASK_LEAD("输入续费单号和卡号后四位，立即查询。", "Enter the renewal number and the last four of the card number."),
  ASK_NUMBER("续费单号", "Renewal number"),
  ASK_NUMBER_HINT("在付款凭证或通知里可以找到", "On your receipt or in our message to you"),
  ASK_LAST_FOUR("卡号后四位", "Last four of the card number"),
  ASK_LAST_FOUR_HINT(
      "卡面上以 89 开头的一长串号码（ICCID）的最后四位；输入整串号码也可以",
      "Of the long number on the card that begins with 89 (ICCID); the whole of it will do, too"),
  ASK_BUTTON("查询", "Show me"),
  ASK_NOT_FOUND(
      "没有找到与这个单号和后四位相符的续费。请核对后再试；如果刚刚提交，请过几分钟再查。",
      "No renewal matches this number and these four digits. Please check both; if you have just"
          + " applied, try again in a few minutes."),
  ASK_INCOMPLETE(
      "请填写续费单号和卡号后四位。", "Please fill in both: the renewal number and the last four digits."),
  ASK_TOO_OFTEN(
      "查询太频繁了，请在 %s 后再试。续费本身不受影响。",
      "Too many tries. Please try again in %s. Your renewal itself is not affected."),
  ASK_WHOLE_NUMBER(
      "为保护您的信息，请输入整串卡号：卡面上以 89 开头的 19 或 20 位号码。续费本身不受影响。",
      "To keep your renewal yours, please enter the whole card number: the 19 or 20 digits that"
          + " begin with 89. Your renewal itself is not affected."),
  ASK_LINK_EXPIRED(
      "这个链接已过期。请输入续费单号和卡号后四位。",
      "This link has expired. Please enter the number and the last four."),
  ASK_AGAIN(
      "请再次输入续费单号和卡号后四位，以便确认是您本人。",
      "Please enter the number and the last four again, so that we know it is you."),
  SECONDS("%d 秒", "%d seconds"),
  MINUTES("%d 分钟", "%d minutes"),

  AWAY_TITLE("暂时查不到", "It can't be looked up just now"),
  AWAY(
      "查询系统暂时没有应答，正在重试。付款和续费本身不受影响，请不要重复付款。",
      "The system that knows your renewal gives no answer at the moment; we keep trying. Your"
          + " payment and the renewal itself are not affected; please don't pay again."),
  MOVING_TITLE("稍等片刻", "One moment, please"),
  MOVING(
      "系统正在切换，暂时看不到您的续费，正在重试。续费本身不受影响。",
      "We're switching servers, so your renewal can't be shown just now; we keep trying. The"
          + " renewal itself is not affected."),
  GONE_TITLE("没有这笔续费的记录", "Nothing is known of this renewal"),
  GONE(
      "这笔续费可能已经结束很久，记录已清除。如有疑问，请联系您的支付渠道。",
      "It may have ended long ago and been cleared. If in doubt, ask your payment channel."),
  NO_PAGE_TITLE("没有这个页面", "There is no such page"),
  NO_PAGE("请检查链接，或重新查询。", "Please check the link, or ask again."),
  ASK_OTHER("查询另一笔续费", "Ask about another renewal"),
  RELOAD("刷新", "Reload"),

  LIVE("实时更新中", "Updates by itself"),
  LOST(
      "连接中断，正在重试。以上是最后收到的情况。",
      "Connection lost, trying again. What you see is the latest we heard."),
  LIVE_AWAY(
      "暂时查不到最新情况，正在重试。以上是最后收到的情况。续费本身不受影响。",
      "The latest can't be looked up just now; we keep trying. What you see is the last we heard."
          + " The renewal itself is not affected."),
  LIVE_MOVING("系统正在切换，正在重试……", "We're switching servers, trying again…"),
  STATIC("本页每 30 秒刷新一次。", "This page reloads every 30 seconds."),

  RENEWAL_NUMBER("续费单号 %s", "Renewal %s"),
  CARD_ENDING("尾号 %s 的流量卡", "Data card ending in %s"),
  CARD_PLAIN("流量卡续费", "Data card renewal"),
  ZONE("时间均为%s", "All times are %s"),

  USABLE("可以使用", "Ready to use"),
  NOT_YET("还不能使用", "Not usable yet"),
  UNDER_WAY("续费进行中", "Renewal under way"),
  CARD_UNANSWERED(
      "暂时查不到这张卡现在能否使用，请稍后再看。",
      "We can't look up for now whether this card works; please look again shortly."),
  REFUSED("续费未通过", "Renewal not approved"),
  CANCELLED("续费已撤销", "Renewal cancelled"),
  CARD_NOT_USABLE("这张卡现在不能使用。", "This card is not usable now."),
  EXPIRED("已到期", "Expired"),

  USABLE_UNTIL("可用至\u200B%s", "Usable until %s"),
  USABLE_NOW("现在就可以用", "You can use it now"),
  END_FOLLOWS("有效期马上显示。", "Its end will be shown in a moment."),
  LEFT("还有 %s", "%s left"),
  DAYS("%d 天", "%d days"),
  ONE_DAY("1 天", "1 day"),
  HOURS("%d 小时", "%d hours"),
  LESS_THAN_AN_HOUR("不到 1 小时", "Less than an hour"),
  EXPIRED_AT("已于%s 到期", "Expired %s"),
  RENEW_AGAIN("请重新续费后再使用。", "Please renew it to use it again."),
  NOTHING_TO_DO("您无需操作。", "You don't need to do anything."),
  RENEW_EARLY("到期前续费，有效期接着算，一天也不会少。", "If you renew before then, no day is lost."),

  STILL_WORKS("卡现在可以用", "Your card works"),
  WORKS_UNTIL("可用至\u200B%s", "Works until %s"),
  RENEWAL_IN_REVIEW("续费审核中，%s", "Renewal under review: %s"),
  RENEWAL_UNPAID("续费待付款，%s", "Renewal not paid yet: %s"),
  RENEWAL_REFUSED("续费未通过：%s", "Renewal not approved: %s"),
  RENEWAL_CANCELLED("续费已撤销，%s", "Renewal cancelled: %s"),
  IN_EFFECT_BY("预计%s 前生效", "Expected by %s"),
  IN_EFFECT_WITHOUT_GAP("预计%s 前生效，用卡不会中断", "Expected by %s, no gap"),
  MAY_HAVE_A_GAP(
      "到期时续费可能还没生效，那样会暂时断网。",
      "The renewal may take effect only after that; the card would be offline in between."),

  EXPECTED_BY("预计%s 前可用", "Expected by %s"),
  PROBABLY_AROUND("一般在%s 左右", "Usually around %s"),
  IF_PAID_SOON("尽快付清的话，", "If you pay soon: "),
  NOW_EXPECTED_BY("现在预计%s 前可用", "Now expected by %s"),
  BASED_ON_CHANNEL(
      "十次有九次不会更晚：根据最近两周同一渠道、同一运营商的 %d 笔续费推算。",
      "It is no later in nine cases out of ten, going by %d renewals of the last two weeks through"
          + " the same channel at the same carrier."),
  BASED_ON_CARRIER(
      "十次有九次不会更晚：根据这家运营商最近两周的 %d 笔续费推算。",
      "It is no later in nine cases out of ten, going by %d renewals of the last two weeks at the"
          + " same carrier."),
  BASED_ON_ALL(
      "十次有九次不会更晚：根据各家运营商最近两周的 %d 笔续费推算。",
      "It is no later in nine cases out of ten, going by %d renewals of the last two weeks at all"
          + " carriers."),
  BASED_ON_ASSUMPTION("估算时间，仅供参考。", "This is an estimate."),
  WAS_EXPECTED_BY(
      "时间有变：您打开本页时，预计是%s 前。", "The time has changed: when you opened this page, it was by %s."),
  LONGER_THAN_USUAL("比平时慢，仍在等待运营商", "It takes longer than usual; the carrier has not decided yet"),
  WAITING_FOR_CARRIER("等待运营商审核", "Waiting for the carrier"),
  NO_TIME_YET("还不能给出确切时间。", "We can't give a time yet."),
  PAID_CARRIER_NEXT(
      "款项已收到，接下来由运营商审核。", "Your payment has arrived; the carrier's approval is next."),
  GIFT_CARRIER_NEXT(
      "这笔续费不用付款，接下来由运营商审核。", "Nothing is to be paid; the carrier's approval is next."),
  WE_TELL_YOU("一通过就会通知您，本页也会自动更新。", "We'll notify you right away; this page updates by itself."),
  DONT_PAY_AGAIN("请不要重复付款。", "Please don't pay again."),
  CARRIER_MAINTENANCE("运营商系统正在维护", "The carrier's systems are under maintenance"),
  CARRIER_OUTAGE("运营商系统出现故障", "The carrier's systems are down"),
  TIME_ALLOWS_FOR_IT("以上时间已经考虑到这一点。", "The time above allows for that."),
  NO_END_KNOWN(
      "运营商尚未公布恢复时间，一有消息会立即更新在这里。",
      "The carrier hasn't said when it will end. As soon as it does, you find the time here."),
  BEYOND_EXPERIENCE(
      "这次等得比以往任何一笔都久，我们无法给出时间。",
      "It takes longer than any we have seen, so we can't give a time yet."),
  OVERDUE("比告诉过您的时间晚了，抱歉。", "This is later than we told you. We are sorry."),

  STILL_MISSING("还差 %s", "%s still to pay"),
  PAY_AT_CHANNEL(
      "请到您付款的渠道付清，续费会自动继续。", "Please pay it where you applied; the renewal goes on by itself."),
  RECEIVED_SO_FAR("已收到 %s。", "%s has arrived so far."),
  LAST_PAYMENT_FAILED(
      "最近一次付款没有成功，请重新支付。", "The last payment did not go through. Please pay again."),
  CARRIER_HAS_APPROVED(
      "运营商已通过，付清后立即生效。",
      "The carrier has approved: the renewal takes effect as soon as it is paid."),
  LAPSED_SINCE("原定付款时间已过，现在付清仍然有效。", "The time to pay has passed; paying now still counts."),

  GIVEN_BACK("%s已退回", "%s has been paid back"),
  WAS_GIVEN_BACK("%s已退回。", "%s has been paid back."),
  ALL_GIVEN_BACK("款项已退回", "Your money has been paid back"),
  RENEW_IF_NEEDED("需要时可重新发起续费。", "You can renew again whenever you like."),

  STALLED("运营商超时未答复", "No answer from the carrier"),
  STALLED_REFUND("将退还您 %s，由支付渠道原路退回。", "%s will be paid back to you, the way it came."),
  STALLED_GOES_ON(
      "如在此之前审核通过，续费仍会生效。", "If the carrier approves before that, the renewal still takes effect."),

  NO_REQUEST("还没有收到续费申请", "The application has not arrived"),
  NO_REQUEST_WHO(
      "我们收到了付款或审核结果，但受理渠道还没有把申请传过来。",
      "A payment or review has arrived, but your payment channel has not sent the application"
          + " yet."),
  NO_REQUEST_DO("如果过了一天仍是这样，请联系受理渠道。", "If this is still so tomorrow, please ask that channel."),

  WHAT_TO_DO("您可以这样做", "What you can do"),
  OWED_BACK_UNLESS_PAID(
      "不再付清的话，已付的 %s 由支付渠道原路退回。",
      "If you don't pay the rest, your %s is paid back, the way it came."),
  OWED_BACK("%s 将退还给您，由支付渠道原路退回。", "%s will be paid back to you, the way it came."),

  PROGRESS("进度", "Progress"),
  STEP_APPLIED("申请", "Request"),
  STEP_PAID("付款", "Payment"),
  STEP_APPROVED("审核", "Review"),
  STEP_USABLE("可用", "Active"),
  DONE("已完成", "done"),
  CURRENT("进行中", "in progress"),
  TO_COME("未开始", "to come"),
  FAILED("未通过", "not passed"),
  WENT_BACK("已退回", "paid back"),

  HISTORY("处理记录", "What happened"),
  COMING("后续", "Next"),
  DID_ACCEPTED("续费申请已收到", "Application received"),
  DID_PAYMENT_FAILED("付款没有成功", "A payment did not go through"),
  DID_UNDERPAID("款项未付清，还差", "Not fully paid, still to pay"),
  DID_PAID("款项已付清", "Paid in full"),
  DID_APPROVED("运营商审核通过", "The carrier approved"),
  DID_REJECTED("运营商审核未通过：", "The carrier did not approve:"),
  DID_REFUND_DUE("待退还", "To be paid back"),
  DID_REFUND_DUE_UNLESS_PAID("不再付清则退还", "To be paid back unless the rest is paid"),
  DID_MISMATCH("一笔款项与续费不符，没有计入", "A payment did not fit and was not counted"),
  DID_DELAYED("审核比平时慢", "The review takes longer than usual"),
  DID_CARRIER_NOTICE("运营商情况有变，预计时间已更新", "News from the carrier changed the expected time"),
  DID_LAPSED("原定付款时间已过，续费暂停", "The time to pay has passed, the renewal is paused"),
  DID_STALLED("运营商超过期限没有答复", "No answer from the carrier within its time"),
  DID_ACTIVATED("已开通，可以使用", "Usable"),
  DID_REVERSED("续费已撤销", "The renewal was cancelled"),
  DID_REVERSED_BY_REFUND("款项已退回，续费已撤销", "Paid back, so the renewal was cancelled"),
  DID_REVERSED_BY_REVIEW(
      "运营商撤回了审核，续费已撤销", "The carrier took its approval back, so the renewal was cancelled"),
  DID_REFUND("退款", "Refund"),
  DID_REFUND_UNKNOWN(
      "一笔退款，所退的付款尚未收到，暂未计入", "A refund of a payment that has not arrived, not counted yet"),
  DID_REFUNDED("款项已全部退回", "All of it was paid back"),
  ARRIVED("%s 收到", "arrived %s"),
  WILL_PAY("待您付清余款", "You pay the rest"),
  WILL_APPROVE("运营商审核", "The carrier's approval"),
  WILL_BE_USABLE("可以使用", "Usable"),
  WILL_TAKE_EFFECT("续费生效", "The renewal takes effect"),
  WILL_REMIND("到期提醒", "Reminder before it expires"),
  WILL_RENEW("请在此前续费，以免断网", "Renew by then for no gap"),
  WILL_CLOSE("永久停用，无法恢复", "Closed for good"),
  WILL_EXPIRE("到期", "Expires"),
  BY("%s 前", "by %s"),

  CARD("这张卡", "The card"),
  CARD_NUMBER("卡号", "Card number"),
  CARD_VALID_UNTIL("有效期至", "Valid until"),
  CARD_LEFT("剩余", "Time left"),
  CARD_DATA("流量", "Data"),
  CARD_USED("流量使用", "Data used"),
  DATA_USED("已用 %s（%s 统计）。", "%s used (as of %s)."),
  DATA_USED_OF("已用 %s，共 %s，剩余 %s（%s 统计）。", "%s of %s used, %s left (as of %s)."),
  DATA_LASTS_UNTIL("预计可用到%s 左右。", "Expected to last until about %s."),
  NOT_NOW("现在不能使用", "Can't be used now"),
  STOPPED("卡被停用：%s", "Stopped: %s"),
  STOPPED_BY_CARRIER("卡被运营商停用", "Stopped by the carrier"),
  STOPPED_THOUGH_RENEWED("卡到期后被停用，尚未恢复", "Stopped when it expired, not taken again yet"),
  TAKEN_AGAIN_SOON(
      "续费后运营商一般会自动恢复；如仍不能使用，请联系运营商客服。",
      "Now that it is renewed, the carrier usually takes it again by itself; if it doesn't, call its"
          + " customer service."),
  CLOSED("卡已销户：%s", "Closed: %s"),
  CLOSED_BY_CARRIER("卡已被运营商销户", "Closed by the carrier"),
  DONT_PAY_FOR_IT(
      "这笔续费请不要再付款；已付的款项请咨询支付渠道。",
      "Please don't pay for this renewal any more; ask your payment channel about what you paid."),
  NEW_CARD("请联系终端提供方更换新卡。", "Ask the provider of your terminal for a new card."),
  DATA_USED_UP("流量已用完", "Data used up"),
  MORE_DATA("如需继续使用，请续费或向支付渠道加购流量。", "Renew or ask your payment channel for more data to go on."),
  PAID_AND_VALID("续费已付清，有效至%s。", "It is paid, and valid until %s."),
  CARD_NOTHING_COUNTS("目前没有生效的续费", "No renewal counts at present"),
  CARD_EXPIRED("已到期", "Expired"),
  CARD_RENEW_BY("最晚续费", "Renew by"),
  CARD_RENEW_NOW("现在", "Now"),
  CARD_HISTORY("续费记录", "Renewals that count"),
  CARD_FROM("开始", "From"),
  CARD_UNTIL("结束", "Until"),
  CARD_NO_END("无", "none"),

  QUOTE_TITLE("续费能用多久？什么时候能用？", "What would a renewal give, and when?"),
  QUOTE_LEAD("付款前先看看，不产生任何费用。", "See before you pay; it costs nothing."),
  QUOTE_OTHER("换个条件再看", "Try another"),
  QUOTE_BUTTON("查看", "Show me"),
  QUOTE_BACK("返回这笔续费", "Back to the renewal"),
  QUOTE_ASK("再续一次能用多久？", "What would another renewal give?"),
  QUOTE_UNIT("单位", "Unit"),
  QUOTE_MONTHS("个月", "months"),
  QUOTE_DAYS("天", "days"),
  QUOTE_WORKS_UNTIL("卡目前可用至（可不填）", "The card works until (optional)"),
  QUOTE_WORKS_UNTIL_HINT(
      "最后能用的那一天；已到期或不清楚可不填。", "Its last day; leave it out if it has expired or you don't know."),
  QUOTE_KNOWN_HINT(
      "我们已知这张卡的有效期；如果您知道更晚的日期，请填写。",
      "We know this card's validity; fill it in if you know a later day."),
  QUOTE_WHICH_CARRIER("请填写运营商。", "Please fill in the carrier."),
  QUOTE_HOW_LONG("时长应为 1–3660 天或 1–120 个月。", "The validity is 1 to 3660 days, or 1 to 120 months."),
  QUOTE_WHICH_DAY(
      "日期不对，请按 2026-12-31 的格式填写。", "That is no such day; please write it as 2026-12-31."),
  QUOTE_STATUS("如果现在续费", "If you renew now"),
  QUOTE_UNTIL("可用至\u200B%s", "Works until %s"),
  QUOTE_NO_TIME("现在还给不出时间", "We can't name a time yet"),
  QUOTE_USABLE_BY("付清后预计%s 前可用", "Once paid, expected to work by %s"),
  QUOTE_IN_EFFECT_BY("付清后预计%s 前生效", "Once paid, expected to take effect by %s"),
  QUOTE_WITHOUT_GAP("付清后预计%s 前生效，用卡不会中断", "Once paid, expected to take effect by %s, no gap"),
  QUOTE_RENEW_BY("最晚 %s 前续费，卡不会中断。", "Renew by %s and the card works without a gap."),
  QUOTE_CHECK_DIGIT(
      "卡号的校验位对不上，请与卡面核对。",
      "The card number's check digit doesn't fit; please compare it with the card."),
  QUOTE_CARD_SUSPENDED(
      "这张卡目前被停用，续费不能解除停用；请先联系运营商客服。",
      "The card is stopped, and renewing doesn't end that: call the carrier's customer service first."),
  QUOTE_CARD_SUSPENDED_TILL_RENEWED(
      "这张卡目前被停用，续费后运营商一般会自动恢复。",
      "The card is stopped; once it is renewed, the carrier usually takes it again by itself."),
  QUOTE_CARD_CLOSED(
      "这张卡已销户，请联系终端提供方更换新卡。",
      "The card has been closed: ask the provider of your terminal for a new one."),
  QUOTE_CUTOFF_PASSED(
      "运营商本期的受理截止时间已过，到期后可能会断网，直到续费被受理。",
      "The carrier's cut-off has passed: after its expiry the card may be offline until the renewal"
          + " is taken up."),
  QUOTE_MAY_HAVE_A_GAP(
      "卡可能在续费生效前到期，那样会暂时断网。",
      "The card may expire before the renewal takes effect; it would be offline in between."),
  QUOTE_CHANNELS("通过哪个渠道更快", "Which channel is faster"),
  QUOTE_LIKELY("一般", "Usually"),
  QUOTE_BY("不晚于", "No later than"),
  QUOTE_HELD("准时率", "Kept"),

  CARDS_TITLE("我的流量卡", "Your data cards"),
  CARDS_COUNT("共 %d 张流量卡", "%d data cards"),
  CARDS_ALL_WELL("所有卡都能正常使用", "All cards work"),
  CARDS_ONE_STOPPED("有 1 张卡现在不能用", "One card can't be used now"),
  CARDS_SOME_STOPPED("有 %d 张卡现在不能用", "%d cards can't be used now"),
  CARDS_ONE_ENDING("有 1 张卡 30 天内到期", "One card expires within 30 days"),
  CARDS_SOME_ENDING("有 %d 张卡 30 天内到期", "%d cards expire within 30 days"),
  CARDS_SHOW("筛选", "Show"),
  CARDS_ALL("全部 %d", "All %d"),
  CARDS_ENDING("30 天内到期 %d", "Expire within 30 days %d"),
  CARDS_STOPPED("不能用 %d", "Can't be used %d"),
  CARDS_SORT("排序和下载", "Order and download"),
  CARDS_BY_UNTIL("按到期时间", "By expiry"),
  CARDS_BY_TERMINAL("按终端", "By terminal"),
  CARDS_CSV("下载表格（CSV）", "Download (CSV)"),
  CARDS_FIND("查找终端、续费单号或卡号后四位", "Find a terminal, a renewal or the last four of a card"),
  CARDS_FIND_BUTTON("查找", "Find"),
  CARDS_NOTHING_FITS("没有符合条件的卡。", "No card fits."),
  CARDS_UNTIL("可用至 %s", "until %s"),
  CARDS_RENEW_BY("最晚 %s 前续费", "renew by %s"),
  CARDS_LEFT("剩余 %s", "%s left"),
  CARDS_USED("已用 %s", "%s used"),
  CARDS_WORKS("可用", "Works"),
  CARDS_SOON("即将到期", "Expires soon"),
  CARDS_EXPIRED("已到期", "Expired"),
  CARDS_NOT_YET("尚未开通", "Not active yet"),
  CARDS_BEFORE("上一页", "Previous"),
  CARDS_AFTER("下一页", "Next"),
  CARDS_CATCHING_UP(
      "列表正在更新，最近的续费可能还没有列出。",
      "The list is being brought up to date; the latest renewals may be missing."),
  CARDS_BEHIND(
      "列表包含%s 之前的续费，之后的可能还没有列出。",
      "The list has what was decided before %s; later renewals may be missing."),
  CARDS_MORE(
      "这里列出最早到期的 %d 张。要完整清单，请联系我们。",
      "These are the %d cards that expire first. For the whole list, please ask us."),
  CARDS_KEEP(
      "有这个链接的人都能看到这份清单，请不要转发。", "Whoever has this link sees this list; please don't pass it on."),
  CARDS_NO_LINK_TITLE("这个链接不能打开清单", "This link doesn't open the list"),
  CARDS_NO_LINK(
      "链接可能已过期或被收回。我们的下一份消息汇总里有新的链接；也可以向我们索取。",
      "It may have expired or been taken back. Our next summary has a new one; or ask us for it."),
  CARDS_NONE_TITLE("还没有流量卡", "No data cards yet"),
  CARDS_NONE(
      "第一次提交续费后，卡会出现在这里。", "Cards are listed here once a renewal of them has been requested."),

  NEWS("公告", "News"),
  NEWS_FROM("自 %s 起生效。", "Applies from %s."),
  NEWS_UNTIL("截止 %s。", "Until %s."),
  NEWS_MORE("查看详情", "Read more"),

  BOUGHT("续费内容", "What was bought"),
  BOUGHT_PLAN("套餐", "Plan"),
  BOUGHT_VALIDITY("时长", "Validity"),
  BOUGHT_DATA("流量", "Data"),
  BOUGHT_AMOUNT("金额", "Amount"),
  BOUGHT_PROMOTION("优惠", "Promotion"),
  HELP("帮助", "Help"),
  BOUGHT_CARRIER("运营商", "Carrier"),
  BOUGHT_CHANNEL("支付渠道", "Payment channel"),
  MONTHS("%d 个月", "%d months"),
  ONE_MONTH("1 个月", "1 month"),
  YEARS("%d 年", "%d years"),
  ONE_YEAR("1 年", "1 year"),
  FROM_ACTIVATION("%s，从开通时起算", "%s, from its activation on"),
  WITH_BONUS("%s（另赠 %s）", "%s (and %s on top)"),
  WITH_DISCOUNT("%s，已减 %s", "%s, %s off");

  private final String chinese;
  private final String english;

  PageMessages(String chinese, String english) {
    this.chinese = chinese;
    this.english = english;
  }

  /** The sentence with what it is about. */
  public String in(Language language, Object... about) {
    String text =
        switch (language) {
          case CHINESE -> chinese;
          case ENGLISH -> english;
        };
    return about.length == 0 ? text : text.formatted(about);
  }
}
