// Package feed holds the forms in which other programs read a wall: Atom feeds (RFC 4287) and cases as JSON. Package
// wall fills them.
package feed
