/** How every command is called: options, settings as defaults, errors in one line, signals. */
@NullMarked
package renewals.cli.call;

import org.jspecify.annotations.NullMarked;
