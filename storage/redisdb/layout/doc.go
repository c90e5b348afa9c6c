// Package layout is how a store lies in Redis: what each key is called, in which partition a community is, and how
// times, names and the heads of messages are written. It is what a store made by one version of the program and read by
// another must agree on, so what it says changes only together with Format.
//
// It speaks with no server and knows no script. Package redisdb calls it for every key, name and time; package cache
// keeps heads and times as they are here.
//
// # Keys
//
// Every key of a community begins with the tag of its partition, so that one script may touch all of them on a Cluster.
// The partition is CRC-32 (IEEE) of the community's id, modulo 256. <bot> is "main" if the URL does not say otherwise.
//
//	ew:<bot>:format                           string  "1"
//	ew:<bot>:value:<space>:<key>              string  a value of the directory
//	ew:<bot>:members:<space>:<key>            set     a set of the directory
//	ew:<bot>:lease                            hash    holder → process, token → its token, ends → until when it holds
//	ew:<bot>:{p017}:token                     string  the highest token of the lease that the partition has seen
//	ew:<bot>:{p017}:due                       zset    length of the community, ":", community, thing → time
//	ew:<bot>:{p017}:unsent                    set     communities whose outbox is not empty
//	ew:<bot>:{p017}:communities               zset    communities that hold anything, all with score 0
//	ew:<bot>:{p017}:c:<community>:meta        hash    version → its name; letter → the last number given to a message
//	ew:<bot>:{p017}:c:<community>:records     hash    key → value
//	ew:<bot>:{p017}:c:<community>:keys        zset    the keys of records, all with score 0, so in order
//	ew:<bot>:{p017}:c:<community>:journal     list    entry 1 first
//	ew:<bot>:{p017}:c:<community>:outbox      zset    number → number
//	ew:<bot>:{p017}:c:<community>:heads       hash    number → revision, ":", view
//	ew:<bot>:{p017}:c:<community>:bodies      hash    number → body
//	ew:<bot>:{p017}:c:<community>:views       hash    view → number of its unsent message
//	ew:<bot>:{p017}:c:<community>:wakes       zset    thing → time
//	ew:<bot>:{p017}:c:<community>:seen        zset    update id → time; gone 96 hours after the last id came
//	ew:<bot>:{p017}:c:<community>:writers     hash    process → number of its last commit; gone after an hour of rest
//
// Times are milliseconds since 1970, rounded up. A version is "<process>:<number of its commit>", so that no two
// commits ever have the same one, not even after a failover that lost some. The meta of a community that holds nothing
// goes after 96 hours, when no id is remembered either. Names (communities, keys, things, ids, views) are at most 8,192
// bytes; those of records, communities, things and update ids are not empty; spaces have no colon. The holder of the
// lease hears of commits on the channel ew:<bot>:news.
package layout
