/** Notices by robots in groups of WeCom, DingTalk and Feishu. */
@NullMarked
package renewals.notifier.senders.robot;

import org.jspecify.annotations.NullMarked;
