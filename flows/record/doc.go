// Package record holds the records of a community: what kinds there are, under which keys they lie, and the cache in
// which they are read and changed. It answers what follows from the records alone, such as who holds an office, which
// days are working days, by which procedure a case runs. It decides nothing, and knows no command, no event and no
// message. All subjects read and write through it, and the engine in package flows fills the cache and keeps what was
// changed.
package record
