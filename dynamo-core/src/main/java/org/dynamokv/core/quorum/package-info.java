/** N, R and W as pure counters (paper 4.5): pending, reached, impossible, with needed and got. */
@NullMarked
package org.dynamokv.core.quorum;

import org.jspecify.annotations.NullMarked;
