// Package backup writes all that a store holds into one file and puts it back, whether the bot runs or not: a store in
// one file is open to one process only, so the bot that runs on it answers on a socket beside it, to whoever may read
// the store itself.
//
// It holds the commands backup and restore. The commands that look into a store use it as well, to look into a backup,
// or to ask the bot that runs. What the file looks like is the business of storage/archive.
package backup
