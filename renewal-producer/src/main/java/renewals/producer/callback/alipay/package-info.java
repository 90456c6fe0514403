/** Asynchronous notices of Alipay. */
@NullMarked
package renewals.producer.callback.alipay;

import org.jspecify.annotations.NullMarked;
