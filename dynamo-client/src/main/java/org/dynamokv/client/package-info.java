/** The Java client: the store interface over any transport. */
@NullMarked
package org.dynamokv.client;

import org.jspecify.annotations.NullMarked;
