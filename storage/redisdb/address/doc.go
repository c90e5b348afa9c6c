// Package address reads the URL of a store in Redis: where the servers are and how to reach them, and what the store is
// to do differently from what it does by itself.
//
// It connects to nothing, though it reads the files of certificates that a URL names. Package redisdb calls it when it
// opens a store.
//
// # URL
//
//	redis://[user:password@]host[:6379][/db]                             one server
//	redis+sentinel://[user:password@]host[:26379][,host…]/master[?db=0]  the master of that name
//	redis+cluster://[user:password@]host[:6379][,host…]                  a Cluster
//
// With rediss for redis, TLS is used throughout. After a question mark, parted by &:
//
//	prefix=main          the name of the bot, so that several may share one Redis: letters, digits, "-", "_" and "."
//	wait=1               wait for that many replicas after each commit
//	patience=30s         how long to try again
//	cache=64             megabytes of records to remember
//	lease=3s             how long the holder of the lease may be silent until another takes it
//	ca, cert, key        files in PEM form: who signed the server's certificate, and the client's certificate and its key
//	sentinel_user, sentinel_password   for the sentinels
package address
