/**
 * Whole clusters in one thread and in virtual time: the event queue is the only clock, the network
 * and the disks fail on purpose, and the same seed gives the same run, event for event. Published
 * as a test-jar for whoever embeds core or writes a plugin.
 */
@NullMarked
package org.dynamokv.core.sim;

import org.jspecify.annotations.NullMarked;
