/** This node's copies: read, merge, coordinated write, and hints (paper 4.5, 4.6). */
@NullMarked
package org.dynamokv.core.replica;

import org.jspecify.annotations.NullMarked;
