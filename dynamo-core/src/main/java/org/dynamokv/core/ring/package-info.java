/**
 * The ring (paper 4.2, 4.3, 6.2): Q equal partitions, explicit owner lists, placement, epochs and
 * phases of a change.
 */
@NullMarked
package org.dynamokv.core.ring;

import org.jspecify.annotations.NullMarked;
