/** JMH benchmarks and the cluster load generator. */
@NullMarked
package org.dynamokv.bench;

import org.jspecify.annotations.NullMarked;
