package renewals.activation.config;

import java.util.ArrayList;
import java.util.List;
import renewals.activation.cardreport.model.ReportPolicy;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** What operators set of carriers' reports of cards. */
final class ReportTerms {

  private static final String THRESHOLDS = "activation.usage.thresholds";
  private static final String EXPECTED =
      "per cents of 1 to 1000 with commas between, such as 80,100";

  private ReportTerms() {}

  static ReportPolicy read(Settings from, RulePolicy policy) {
    return new ReportPolicy(
        from.text(THRESHOLDS).map(ReportTerms::thresholds).orElse(ReportPolicy.THRESHOLDS),
        policy.zones());
  }

  private static List<Integer> thresholds(String given) {
    List<Integer> thresholds = new ArrayList<>();
    for (String one : given.split(",", -1)) {
      String trimmed = one.strip();
      boolean isCount = trimmed.matches("[1-9][0-9]{0,2}|1000");
      if (!isCount) {
        throw new SettingException(THRESHOLDS, given, EXPECTED);
      }
      thresholds.add(Integer.parseInt(trimmed));
    }
    return thresholds;
  }
}
