/**
 * Causality (paper 4.4): dots, version vectors, actors, siblings, merge and the coordinated put.
 * Pure values.
 *
 * <p>The rules and the counterexample behind each stand in the module's README under "Versions".
 */
@NullMarked
package org.dynamokv.core.version;

import org.jspecify.annotations.NullMarked;
