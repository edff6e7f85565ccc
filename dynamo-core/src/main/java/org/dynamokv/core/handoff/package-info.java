/**
 * Gives away what this node keeps but should not: hints to the owners they are for, and copies of
 * partitions that have moved (paper 4.6, 4.9).
 */
@NullMarked
package org.dynamokv.core.handoff;

import org.jspecify.annotations.NullMarked;
