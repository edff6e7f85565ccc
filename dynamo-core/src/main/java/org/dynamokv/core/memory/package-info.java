/**
 * The reference storage engine (paper 5: "an in-memory buffer with persistent backing store" is one
 * of the engines that plug in): a sorted map, nothing on disk.
 */
@NullMarked
package org.dynamokv.core.memory;

import org.jspecify.annotations.NullMarked;
