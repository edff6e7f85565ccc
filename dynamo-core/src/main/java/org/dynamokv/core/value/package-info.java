/**
 * The nouns: keys, contents, node ids, endpoints, and their limits. Immutable; no other package is
 * imported.
 */
@NullMarked
package org.dynamokv.core.value;

import org.jspecify.annotations.NullMarked;
