/**
 * The load generator behind {@code dynamo bench}: a closed loop over the real client, against a
 * cluster that runs or one that it starts itself (paper 6 measures Dynamo in the same terms:
 * latencies by percentile, not by mean).
 */
@NullMarked
package org.dynamokv.bench.load;

import org.jspecify.annotations.NullMarked;
