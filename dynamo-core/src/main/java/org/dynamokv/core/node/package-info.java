/** Assembly: a node, its shards, and what it tells about itself. */
@NullMarked
package org.dynamokv.core.node;

import org.jspecify.annotations.NullMarked;
