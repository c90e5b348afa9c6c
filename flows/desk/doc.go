// Package desk shows people what is there: cases and the wall, what waits for somebody, reports, the list of people,
// the procedure, help. It changes nothing but what a reader chose for themselves.
package desk
