/**
 * JMH benchmarks of the parts that a request meets on its way (paper 5, 6): run them with -prof gc.
 */
@NullMarked
package org.dynamokv.bench.micro;

import org.jspecify.annotations.NullMarked;
