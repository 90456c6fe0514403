/**
 * {@code ./renewals access}: who may do what in Kafka, made from the topic catalogue, the services'
 * application ids and the file of parties.
 */
@NullMarked
package renewals.cli.access;

import org.jspecify.annotations.NullMarked;
