/** What is told of a merchant's renewals and cards, and what a list keeps of it. */
@NullMarked
package renewals.activation.merchant.model;

import org.jspecify.annotations.NullMarked;
