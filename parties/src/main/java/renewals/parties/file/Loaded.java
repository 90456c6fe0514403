package renewals.parties.file;

/**
 * What a file says.
 *
 * @param fingerprint another one after any change of the file or of one that it names
 */
record Loaded<T>(T content, String fingerprint) {}
