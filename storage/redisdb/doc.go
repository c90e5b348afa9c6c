// Package redisdb keeps a store in Redis or Valkey: one server, a master watched by Sentinel, or a Cluster. Any number
// of processes may use one store at the same time; each sees what the others have committed.
//
// It does not know what the bytes mean, as its contract, package storage, does not. The commands in cmd open it;
// everybody else sees a storage.Store, or a storage.Shared.
//
// Below it are what a URL says (address), what the keys are called and how things stand under them (layout), what runs
// on the server and what it answers (script), and what is remembered (cache). Here they become a store: what an Update
// and a View do, the directory, the lease, and what is tried again.
//
// # Commits
//
// What fn writes is kept aside; then one script looks whether the community's version is still the one that fn has
// read, and writes everything, or nothing. When somebody else was faster, fn runs again.
//
// The store remembers what it read and committed last (64 MB of records), and an Update believes that until its commit,
// or its first question to the server, which tells. What others commit makes it forget; of what it commits itself it
// knows what became of it. So a command costs at most two round trips when it asks for what is not remembered in one
// Get: one to read, one to commit, also when others have committed in between. It costs one, the commit, when all is
// remembered; each further question (a Get of what is not remembered, Range, Journal, Outbox, Wakes) costs one more.
// Errors of fn and reads without writes are confirmed before they are returned.
//
// Once believes that an id is new; the commit looks whether it is. If not, nothing is written, and fn runs again
// knowing better. Send and Sent know the outbox while it is not longer than 512 messages; beyond that they may ask.
//
// A View asks for the version first. When a commit comes between two of its questions, fn runs again, and the fourth
// time it is given a copy of everything, so that it always ends. So fn of a View, too, must set what it tells, not add
// to it.
//
// Updates of one community in one process wait for one another. Inside an Update, do not call Update of the same
// community. Reader and Tx belong to the goroutine that fn runs in, until fn returns.
//
// # The lease
//
// Any process commits; one at a time holds the lease, under which it sends, ticks and polls (Hold). It renews the lease
// at every beat, twice a second; 3 seconds after the last (?lease=), by the server's clock, another may take it. Here
// it ends half a second earlier, so that two never hold it at once while their clocks run alike.
//
// Clocks are not to be relied on: a process may be paused between looking at its clock and committing. So each taking
// of the lease has a fencing token, a number above all before it, and a commit under the lease carries that of the
// lease it is made under. The lease has one key for the whole store; a script, on a Cluster, sees only the slot of its
// community. So every partition has a key with the highest token it has seen, which the commit compares with its own.
// Whoever takes the lease raises it in all partitions, in one round trip to each server, before it does anything under
// the lease. It would be enough to do so in each partition before the first look at it, but that would have to be
// remembered for 256 of them; and it would not be enough that commits alone raise it, for until the first of them in a
// partition whoever held the lease before could go on taking messages out there that the new holder is sending. Where a
// failover has lost a raised token, the next commit under the lease raises it again; where it has lost the lease
// itself, the next token is above the server's time in milliseconds, and above all that the partitions have seen.
//
// A commit of another process that leaves messages or wake-ups is told to the holder by PUBLISH, within the script. As
// that may be lost, the holder also looks every 5 beats for what is unsent and due.
//
// # When Redis fails
//
// What fails and may pass (a lost connection, a failover, a server that loads or cannot write yet) is tried again until
// the context ends, but for no longer than the patience, 30 seconds. A commit whose answer was lost is asked for again
// with its number, which each community keeps for an hour, so that it happens once. It is awaited for up to 5 seconds
// after the context has ended; an error of Update after all that leaves open whether the commit took place, and only
// then.
//
// A commit is on disk when the server says so: run it with "appendonly yes" and "appendfsync always". A master that
// dies takes along what its replicas had not yet: with ?wait=1 every commit waits for a replica as well (WAIT, in the
// same round trip), and "min-replicas-to-write 1" on the server keeps a master without replicas from accepting what it
// alone would know. With both, a failover loses nothing that was acknowledged. "maxmemory-policy" must be "noeviction".
//
// # Rights
//
// An ACL user needs "~ew:<bot>:* &ew:<bot>:* +@read +@write +@scripting +@connection +@pubsub +time +wait
// +cluster|slots +cluster|shards". Whoever looks at the servers (Servers) needs "+info +config|get" as well.
package redisdb
