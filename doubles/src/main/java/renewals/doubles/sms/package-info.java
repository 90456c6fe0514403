/** Operators of SMS as their specification says that they behave. */
@NullMarked
package renewals.doubles.sms;

import org.jspecify.annotations.NullMarked;
