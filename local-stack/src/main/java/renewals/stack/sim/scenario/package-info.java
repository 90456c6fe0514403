/** What happens to made-up renewals, as data: who sends what, where and when. */
@NullMarked
package renewals.stack.sim.scenario;

import org.jspecify.annotations.NullMarked;
