/** What the node measures, as Dropwizard metrics and as Prometheus text, and the health checks. */
@NullMarked
package org.dynamokv.server.metrics;

import org.jspecify.annotations.NullMarked;
