/** Notices of WeChat Pay, API v3. */
@NullMarked
package renewals.producer.callback.wechat;

import org.jspecify.annotations.NullMarked;
