/**
 * Plugin doors (paper 5): transports and storage engines, found through {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package org.dynamokv.core.spi;

import org.jspecify.annotations.NullMarked;
