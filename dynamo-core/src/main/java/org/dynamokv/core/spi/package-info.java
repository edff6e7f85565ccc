/**
 * Plugin doors (paper 5): transports, storage engines and seed discovery, found through {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package org.dynamokv.core.spi;

import org.jspecify.annotations.NullMarked;
