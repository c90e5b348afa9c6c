// Package life is what all subjects share of the life of a case: commands and what follows from them, events and how
// they are told, who is waited for by when, reminders and the ladder that is climbed when something is late, the way
// from stage to stage. Its tables of stages and verbs (see Rules) are filled by the subjects above it and put together
// by package community. It knows no subject by name, and does no I/O.
package life
