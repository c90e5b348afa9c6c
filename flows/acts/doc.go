// Package acts is the log of what offices did by their own power: whom they appointed and dismissed, what they entered
// for somebody else, settled, closed early, gave more time, bound and set. It is read from the journal and kept nowhere
// else, so that nobody can take a line out of it. The engine hands it to /log, package wall shows it on the page and in
// the feed; which acts are told is decided here alone, and nothing of it changes anything.
package acts
