/**
 * Whole clusters in one thread and in virtual time: the event queue is the only clock, the network
 * and the disks fail on purpose, and the same seed gives the same run, event for event. Published
 * as a test-jar for whoever embeds core or writes a plugin.
 *
 * <p>In reading order: {@link org.dynamokv.core.sim.Simulation} (time and chance), {@link
 * org.dynamokv.core.sim.SimHost} (a machine) with {@link org.dynamokv.core.sim.SimNetwork} and
 * {@link org.dynamokv.core.sim.SimDisk}, {@code SimEnvironment} (what a shard sees of them), {@link
 * org.dynamokv.core.sim.SimProcess} (what runs there, for example a {@link
 * org.dynamokv.core.sim.SimNode}), {@link org.dynamokv.core.sim.SimCluster}; then a run: {@link
 * org.dynamokv.core.sim.Shape}, {@code SimClient}, {@code Nemesis}, {@code History} and {@code
 * KeyHistory} (the judge), {@link org.dynamokv.core.sim.SimRun}, and {@link
 * org.dynamokv.core.sim.Soak} for hours of them.
 */
@NullMarked
package org.dynamokv.core.sim;

import org.jspecify.annotations.NullMarked;
