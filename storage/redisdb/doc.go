// Package redisdb keeps a store in Redis or Valkey: one server, a master watched by Sentinel, or a Cluster. Any number of processes may
// use one store at the same time; each sees what the others have committed.
//
// It does not know what the bytes mean, as its contract, package storage, does not. The commands in cmd open it; everybody else sees a
// storage.Store, or a storage.Shared.
//
// # Commits
//
// What fn writes is kept aside; then one script looks whether the community's version is still the one that fn has read, and writes
// everything, or nothing. When somebody else was faster, fn runs again.
//
// The store remembers what it read and committed last (64 MB of records), and an Update believes that until its commit, or its first
// question to the server, which tells. What others commit makes it forget; of what it commits itself it knows what became of it. So a command costs at most two round trips when it asks for what is not remembered in one
// Get: one to read, one to commit, also when others have committed in between. It costs one, the commit, when all is remembered; each
// further question (a Get of what is not remembered, Range, Journal, Outbox, Wakes) costs one more. Errors of fn and reads without
// writes are confirmed before they are returned.
//
// Once believes that an id is new; the commit looks whether it is. If not, nothing is written, and fn runs again knowing better. Send and
// Sent know the outbox while it is not longer than 512 letters; beyond that they may ask.
//
// A View asks for the version first. When a commit comes between two of its questions, fn runs again, and the fourth time it is given
// a copy of everything, so that it always ends. So fn of a View, too, must set what it tells, not add to it.
//
// Updates of one community in one process wait for one another. Inside an Update, do not call Update of the same community.
// Reader and Tx belong to the goroutine that fn runs in, until fn returns.
//
// # Leases
//
// The processes that serve one store divide its partitions among them. Each beats, twice a second: it renews its place among the replicas,
// which ends after 3 seconds by the server's clock (?lease=), and learns who else lives. All reckon from that list, in the same way, which
// partitions are whose. A partition whose holder lives is handed over by that holder, when nobody works under it any more; one whose
// holder does not is taken. Its key names the holder by a token that is never used again once its place was lost, so taking it
// shuts out whoever held it before: a fenced commit looks at it in the same script. So a process that was paused, or cut off, finds
// by its own clock that it holds nothing, and where it does not look, the store tells it.
//
// A commit that leaves letters or wake-ups in a partition that another process holds is told to that one by PUBLISH, within the script. As
// that may be lost, everybody also looks every 5 beats for what is unsent in its own.
//
// What is counted over all processes, Telegram's limits, is counted in one script by the server's clock, before each call.
//
// # When Redis fails
//
// What fails and may pass (a lost connection, a failover, a server that loads or cannot write yet) is tried again until the context
// ends, but for no longer than the patience, 30 seconds. A commit whose answer was lost is asked for again with its number, which each
// community keeps for an hour, so that it happens once. It is awaited for up to 5 seconds after the context has ended; an error
// of Update after all that leaves open whether the commit took place, and only then.
//
// A commit is on disk when the server says so: run it with "appendonly yes" and "appendfsync always". A master that dies takes along
// what its replicas had not yet: with ?wait=1 every commit waits for a replica as well (WAIT, in the same round trip), and
// "min-replicas-to-write 1" on the server keeps a master without replicas from accepting what it alone would know. With both, a
// failover loses nothing that was acknowledged. "maxmemory-policy" must be "noeviction".
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
//	lease=3s             how long a process may be silent until others take what it holds
//	ca, cert, key        files in PEM form: who signed the server's certificate, and the client's certificate and its key
//	sentinel_user, sentinel_password   for the sentinels
//
// An ACL user needs "~ew:<bot>:* &ew:<bot>:* +@read +@write +@scripting +@connection +@pubsub +time +wait +cluster|slots +cluster|shards".
// Whoever looks at the servers (Servers) needs "+info +config|get" as well.
//
// # Keys
//
// Every key of a community begins with the tag of its partition, so that one script may touch all of them on a Cluster. The partition is
// CRC-32 (IEEE) of the community's id, modulo 256. <bot> is "main" if the URL does not say otherwise.
//
//	ew:<bot>:format                           string  "1"
//	ew:<bot>:value:<space>:<key>              string  a value of the directory
//	ew:<bot>:members:<space>:<key>            set     a set of the directory
//	ew:<bot>:replicas                         zset    token of a process → until when it lives
//	ew:<bot>:{alone}:holder                   string  token of the process that polls
//	ew:<bot>:{limits}:calls:<limit>           list or string  the last calls, or when all of a burst is free again; expires
//	ew:<bot>:{limits}:rest:<limit>            string  while it is there nobody passes; expires
//	ew:<bot>:{p017}:holder                    string  token of the process that holds the partition
//	ew:<bot>:{p017}:due                       zset    length of the community, ":", community, thing → time
//	ew:<bot>:{p017}:unsent                    set     communities whose outbox is not empty
//	ew:<bot>:{p017}:communities               zset    communities that hold anything, all with score 0
//	ew:<bot>:{p017}:c:<community>:meta        hash    version → its name; letter → the last number given to a letter
//	ew:<bot>:{p017}:c:<community>:records     hash    key → value
//	ew:<bot>:{p017}:c:<community>:keys        zset    the keys of records, all with score 0, so in order
//	ew:<bot>:{p017}:c:<community>:journal     list    entry 1 first
//	ew:<bot>:{p017}:c:<community>:outbox      zset    number → number
//	ew:<bot>:{p017}:c:<community>:heads       hash    number → revision, ":", view
//	ew:<bot>:{p017}:c:<community>:bodies      hash    number → body
//	ew:<bot>:{p017}:c:<community>:views       hash    view → number of its unsent letter
//	ew:<bot>:{p017}:c:<community>:wakes       zset    thing → time
//	ew:<bot>:{p017}:c:<community>:seen        zset    update id → time; gone 96 hours after the last id came
//	ew:<bot>:{p017}:c:<community>:writers     hash    process → number of its last commit; gone after an hour of rest
//
// Times are milliseconds since 1970, rounded up. A version is "<process>:<number of its commit>", so that no two commits ever have the same
// one, not even after a failover that lost some. The meta of a community that holds nothing goes after 96 hours, when no id is
// remembered either. Names (communities, keys, things, ids, views) are at most 8,192 bytes; those of records, communities, things and
// update ids are not empty; spaces have no colon. A token is "<process>.<how often it came in>". The channel of a process is
// ew:<bot>:news:<process>.
package redisdb
