/** The command line: one class per command, exit codes, and what a person reads. */
@NullMarked
package org.dynamokv.server.cli;

import org.jspecify.annotations.NullMarked;
