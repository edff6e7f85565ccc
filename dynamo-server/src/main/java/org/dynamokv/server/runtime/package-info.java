/**
 * What core leaves to its host: threads, clocks, the data folder, group commit, and the assembly of
 * a node (paper 5).
 */
@NullMarked
package org.dynamokv.server.runtime;

import org.jspecify.annotations.NullMarked;
