// Package text puts what the domain says into words: a notice into a message, a view of a case, ballot, meeting or wall
// into what is shown of it, a period into tables and pictures, in the reader's language and from the state as it is at
// that moment.
//
// It makes HTML as Telegram takes it, and plain text, keys and files as plain values; it knows neither Telegram's
// client nor HTTP, and it decides nothing. Package bot renders what it sends with it, package wall what it shows; the
// command line prints with it.
package text
