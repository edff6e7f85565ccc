/** Assembles a node: threads, configuration, admin, command line. */
@NullMarked
package org.dynamokv.server;

import org.jspecify.annotations.NullMarked;
