/** Gossip, ring epochs decided once, and joining (paper 4.8, 4.9). */
@NullMarked
package org.dynamokv.core.membership;

import org.jspecify.annotations.NullMarked;
