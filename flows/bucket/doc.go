// Package bucket bounds what one person may ask of a community, so that nobody silences it: how many commands a minute,
// how many matters a day, and how many open ones without a name. A bucket runs empty by itself, evenly, and what would
// make it run over is refused. The time comes in; nothing is kept here: where a level lies is for package talk, which
// calls it together with the subjects that raise matters.
//
// It is no part of the book: what was entered stands, whatever the buckets were then.
package bucket
