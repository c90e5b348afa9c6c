// Package cache remembers what was read of communities and committed to them last, up to some size, so that an Update
// need not ask for it again.
//
// It speaks with no server, and does not know whether what it remembers is still so: all of it is true of one version
// of a community, and package redisdb, which alone calls it, believes it only until the server has told the version.
// It may be used by several goroutines; what a function is handed by With or At is its own until it returns.
package cache
