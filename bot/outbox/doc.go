// Package outbox delivers what must be said, in order and under Telegram's limits.
//
// A commit leaves messages in a community's outbox; this package takes them out again, one by one, each only after it
// was sent. The Deliverer keeps one queue a chat: within a chat messages go strictly in order, but that those who asked
// something in a group are answered by turns; across chats they go side by side. The Gate counts every call and lets it
// through only when Telegram will bear it, so that 429 is the exception, and is obeyed when it comes.
//
// It is not a renderer and not a client: what a message says, where it goes and how Telegram is called is the business
// of the Sender, which package bot implements. It knows no cases, no languages and no Telegram types, and it keeps
// nothing of its own: what is unsent stands in the store, and is taken up again at the next start. A message is said
// twice only when the program dies between the sending and the commit that says so.
//
// Of several processes that serve one store only the holder of its lease takes messages out (Deliver); what is promised
// past the store each says by itself (Run). Each gate counts what its own process does: all but a few answers are the
// holder's, and whoever comes to hold the lease begins anew, for a 429 that comes of it is obeyed.
//
// Package bot runs one Deliverer; whoever commits messages calls Poke after the commit. Calls that answer nobody's
// message (the answer to a button, the registering of commands) enter the same Gate by themselves.
package outbox
