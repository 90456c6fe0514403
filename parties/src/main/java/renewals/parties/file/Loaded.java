package renewals.parties.file;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a file says.
 *
 * @param digests the SHA-256 of the file, and of those that it names
 */
record Loaded<T>(T content, Map<Path, String> digests) {}
