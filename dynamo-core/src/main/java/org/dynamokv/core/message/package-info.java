/**
 * What travels between nodes and clients: one record per verb, the envelope, and the codec with its
 * written-down format.
 */
@NullMarked
package org.dynamokv.core.message;

import org.jspecify.annotations.NullMarked;
