package renewals.notifier.domain.robot;

/** Whose robot speaks in a group. */
public enum RobotKind {
  WECOM,
  DINGTALK,
  FEISHU
}
