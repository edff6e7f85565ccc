/**
 * The thread that a shard or a client lives on: a queue of tasks, timers, and sleep in between
 * (paper 5: the state machines of a node are driven by events, one thread each).
 */
@NullMarked
package org.dynamokv.client.loop;

import org.jspecify.annotations.NullMarked;
