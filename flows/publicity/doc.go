// Package publicity publishes what was resolved, takes objections and settles them, and lets the authority or the
// assembly confirm it.
package publicity
