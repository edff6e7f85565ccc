/**
 * The measurement that chose the library: the same echo over Netty and over jetty-io. Kept so that
 * the figures in the README can be had again; not a test.
 */
@NullMarked
package org.dynamokv.transport.tcp.comparison;

import org.jspecify.annotations.NullMarked;
