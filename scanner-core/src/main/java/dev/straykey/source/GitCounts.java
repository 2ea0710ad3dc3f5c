package dev.straykey.source;

/** How much of each kind was read of a history. */
record GitCounts(long blobs, long commits, long tags, long binaries) {
  GitCounts minus(GitCounts other) {
    return new GitCounts(
        blobs - other.blobs, commits - other.commits, tags - other.tags, binaries - other.binaries);
  }

  GitCounts plus(GitCounts other) {
    return new GitCounts(
        blobs + other.blobs, commits + other.commits, tags + other.tags, binaries + other.binaries);
  }
}
