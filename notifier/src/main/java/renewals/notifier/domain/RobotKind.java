package renewals.notifier.domain;

/** Whose robot speaks in a group. */
public enum RobotKind {
  WECOM,
  DINGTALK,
  FEISHU
}
