/**
 * The one store interface behind every door: get, put and delete with options, results and
 * failures.
 */
@NullMarked
package org.dynamokv.core.store;

import org.jspecify.annotations.NullMarked;
