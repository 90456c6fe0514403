package renewals.notifier.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Simplified Chinese. */
record ChineseWording() implements Wording {

  @Override
  public Draft draft(Cause cause, ZoneId zone) {
    String card = "尾号" + Figures.tail(cause.card()) + "流量卡";
    String subject = cause.card() == null ? "流量卡续费" : card;
    return switch (cause.news()) {
      case News.Activated news -> activated(news, subject, zone);
      case News.Reversed news -> reversed(news, subject, zone);
      case News.Paid news -> paid(news, subject, zone);
      case News.PaymentFailed news -> paymentFailed(news, subject);
      case News.Underpaid news -> underpaid(news, subject);
      case News.Rejected news -> rejected(news, subject);
      case News.Mismatch news -> mismatch(news, subject);
      case News.Delayed news ->
          new Draft(
              subject + "审核延迟",
              List.of("您的续费已付清，但运营商审核比平时慢，我们正在催办。" + expected(news.expected(), zone), "您无需再次付款。"),
              subject + "审核比平时慢，我们正在催办，请勿重复付款。");
      case News.Lapsed ignored ->
          new Draft(
              subject + "续费超时未付清",
              List.of("在规定时间内没有收到足额款项，本次续费已搁置。", "现在付清仍然有效，续费会自动继续。"),
              subject + "续费超时未付清，已搁置；现在付清仍可继续。");
      case News.Stalled ignored ->
          new Draft(
              subject + "续费停滞",
              List.of("您的续费已付清，但运营商长时间没有答复，我们已转人工处理。", "如不愿继续等待，可联系您的支付渠道申请退款。"),
              subject + "续费久未获运营商答复，已转人工处理。");
      case News.RefundDue news -> refundDue(news, subject);
      case News.ExpiryReminder news -> expiry(news, cause.at(), subject, zone);
      case News.CarrierNotice news -> carrierNotice(news, subject, zone);
    };
  }

  @Override
  public String greeting(String name) {
    return name.isEmpty() ? "您好：" : name + "，您好：";
  }

  @Override
  public String page(String link) {
    return "随时查看进度：" + link;
  }

  @Override
  public List<String> details(Cause cause, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    add(lines, "卡号：", cause.card());
    add(lines, "终端：", cause.terminalId());
    add(lines, "续费单号：", cause.renewalId());
    lines.add("时间：" + Figures.time(cause.at(), zone) + "（本消息中的时间均为 " + zone.getId() + " 时间）");
    return lines;
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null) {
      lines.add(label + value);
    }
  }

  private static Draft activated(News.Activated news, String card, ZoneId zone) {
    Instant until = news.validUntil();
    String from = Figures.time(news.validFrom(), zone);
    String period = until == null ? "自 " + from + " 起" : from + " 至 " + Figures.time(until, zone);
    String end = until == null ? "" : "有效期至" + Figures.time(until, zone) + "，";
    String data = Figures.data(news.dataBytes());
    return new Draft(
        card + "已可使用",
        List.of("续费已成功，您的流量卡现在可以使用。", "有效期：" + period, "流量：" + data),
        card + "已可使用，" + end + "流量" + data + "。");
  }

  private static Draft reversed(News.Reversed news, String card, ZoneId zone) {
    Instant until = news.validUntil();
    String left = until == null ? "该卡目前没有剩余有效期。" : "该卡的有效期现为：" + Figures.time(until, zone);
    return new Draft(
        card + "续费已撤销",
        List.of("因退款或运营商撤回审核，此次续费已撤销。", left, "如有疑问，请联系您的支付渠道。"),
        card + "续费已撤销，" + (until == null ? "已无剩余有效期。" : "有效期现为" + Figures.time(until, zone) + "。"));
  }

  private static Draft paid(News.Paid news, String card, ZoneId zone) {
    String amount = news.amount() == null ? "" : " " + money(news.amount());
    Instant by = news.expected() == null ? null : news.expected().by();
    return new Draft(
        card + "款项已收到",
        List.of("已收到续费款" + amount + "，正在等待运营商审核。" + expected(news.expected(), zone), "开通后会立即通知您。"),
        card + "续费款已收到，" + (by == null ? "等待运营商审核。" : "最迟约" + Figures.time(by, zone) + "可用。"));
  }

  private static Draft paymentFailed(News.PaymentFailed news, String card) {
    String amount = news.tried() == null ? "" : "（" + money(news.tried()) + "）";
    String reason = news.reason() == null ? "" : "支付渠道说明：" + Scrub.numbers(news.reason());
    List<String> lines = new ArrayList<>(List.of("这笔续费付款没有成功" + amount + "。"));
    add(lines, "", reason.isEmpty() ? null : reason);
    lines.add("请检查付款账户后重新支付。");
    return new Draft(card + "付款失败", lines, card + "续费付款未成功，请重新支付。");
  }

  private static Draft underpaid(News.Underpaid news, String card) {
    String missing = news.missing() == null ? "部分款项" : money(news.missing());
    return new Draft(
        card + "续费款不足",
        List.of("续费款还差 " + missing + "。", "补足后续费会自动继续。"),
        card + "续费款还差" + missing + "，补足后自动继续。");
  }

  private static Draft rejected(News.Rejected news, String card) {
    ChineseAdvice advice = ChineseAdvice.of(news.refusal());
    List<String> lines = new ArrayList<>(List.of("运营商没有通过这次续费。", "原因：" + advice.reason()));
    if (news.carriersWords() != null) {
      lines.add("运营商说明：" + Scrub.numbers(news.carriersWords()));
    }
    lines.add("您可以这样做：" + advice.action());
    return new Draft(card + "续费未通过", lines, card + "续费未通过：" + advice.reason() + "详见邮件或咨询渠道。");
  }

  private static Draft mismatch(News.Mismatch news, String card) {
    String amount = money(news.amount());
    return new Draft(
        card + "有一笔款项对不上",
        List.of(
            "收到一笔 " + amount + " 的款项，但它与续费单不符（" + field(news.field()) + "），没有计入。",
            "请联系收款的支付渠道核对或退款。"),
        card + "有一笔" + amount + "款项与续费单不符，请联系支付渠道。");
  }

  private static String field(@Nullable String field) {
    return switch (Figures.lastPart(field)) {
      case "channelId" -> "付款渠道与下单渠道不同";
      case "currency" -> "币种不同";
      default -> "付款信息与订单不同";
    };
  }

  private static Draft refundDue(News.RefundDue news, String card) {
    String amount = news.amount() == null ? "一笔款项" : money(news.amount());
    return new Draft(
        card + "有款项待退",
        List.of("您有 " + amount + " 待退还。", "支付渠道会原路退回；如久未到账，请联系您的支付渠道。"),
        card + "续费有" + amount + "待退还，将由支付渠道退回。");
  }

  private static Draft expiry(News.ExpiryReminder news, Instant at, String card, ZoneId zone) {
    Instant until = news.validUntil();
    String when = until == null ? "" : Figures.time(until, zone);
    boolean over = until != null && !until.isAfter(at);
    return over
        ? new Draft(
            card + "已到期",
            List.of("您的流量卡已于 " + when + " 到期，终端可能无法联网。", "请尽快续费。"),
            card + "已于" + when + "到期，请尽快续费。")
        : new Draft(
            card + "即将到期",
            List.of("您的流量卡将于 " + when + " 到期。", "提前续费，有效期接续计算，不会损失天数。"),
            card + "将于" + when + "到期，请提前续费。");
  }

  private static Draft carrierNotice(News.CarrierNotice news, String card, ZoneId zone) {
    Instant by = news.expected() == null ? null : news.expected().by();
    List<String> lines = new ArrayList<>(List.of("运营商网络或系统状态有变化，您的续费开通时间随之调整。"));
    lines.add(by == null ? "目前无法给出确切时间，恢复后会尽快处理。" : expected(news.expected(), zone));
    if (news.carriersWords() != null) {
      lines.add("运营商公告：" + Scrub.numbers(news.carriersWords()));
    }
    return new Draft(
        card + "开通时间有变",
        lines,
        card + "开通时间有变，" + (by == null ? "恢复后尽快处理。" : "最迟约" + Figures.time(by, zone) + "可用。"));
  }

  private static String expected(@Nullable Expected expected, ZoneId zone) {
    if (expected == null) {
      return "";
    }
    String likely =
        expected.likely() == null ? "" : "预计 " + Figures.time(expected.likely(), zone) + " 可用。";
    String by = expected.by() == null ? "" : "最迟约 " + Figures.time(expected.by(), zone) + "。";
    return likely + by;
  }

  private static String money(Amount amount) {
    return amount.currency().equals("CNY")
        ? amount.figure() + " 元"
        : amount.figure() + " " + amount.currency();
  }
}
