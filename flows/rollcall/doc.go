// Package rollcall tells how the persons of an open ballot voted, and which votes were given through others, as data of
// messages: the same for the card of a ballot, the minutes, the page and the books, which call it. It counts nothing,
// which is the business of package ballot, and lets nobody vote, which is that of package voting; of a secret ballot it
// tells nothing.
package rollcall
