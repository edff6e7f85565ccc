/** One object per client request: get, put, forward (paper 4.5, 4.6, 5). */
@NullMarked
package org.dynamokv.core.coordinator;

import org.jspecify.annotations.NullMarked;
