/** What every plugin of a kind promises, as tests that each implementation runs. */
@NullMarked
package org.dynamokv.core.contract;

import org.jspecify.annotations.NullMarked;
