// Package chat is a page on which somebody plays the people of a simulated Telegram: it looks like a chat people know,
// and beside it stands whatever page the caller puts there.
//
// A [Page] serves files of its own, sends what happens in the [World] as server-sent events, and turns what is done on
// the page into gestures of the people there. It knows the stand-in and nothing of any bot. The demo serves it; so does
// the test that looks at the page in a browser.
//
// It is meant for the machine it runs on, and for one person: whoever reaches the page can be anybody. So it answers
// only to the names of this machine, and only to its own page (see guard).
package chat
