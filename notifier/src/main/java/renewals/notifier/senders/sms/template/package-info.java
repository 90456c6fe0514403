/** SMS by reviewed templates: the signed HTTP interfaces of Alibaba Cloud and Tencent Cloud. */
@NullMarked
package renewals.notifier.senders.sms.template;

import org.jspecify.annotations.NullMarked;
