/**
 * All that a shard may touch: clocks, timers, randomness, outbound calls and storage. Simulated in
 * tests, threads in a server.
 */
@NullMarked
package org.dynamokv.core.env;

import org.jspecify.annotations.NullMarked;
