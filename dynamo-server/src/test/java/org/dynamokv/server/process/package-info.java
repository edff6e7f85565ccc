/** Tests that drive the distribution as its users do: processes, command lines, real ports. */
package org.dynamokv.server.process;
