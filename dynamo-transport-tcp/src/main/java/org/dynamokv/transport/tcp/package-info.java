/** Frames between nodes over TCP. */
@NullMarked
package org.dynamokv.transport.tcp;

import org.jspecify.annotations.NullMarked;
