// Package verify checks that what is kept is whole: the store's own structure, the chain of each community's journal,
// that its records are what the journal says, and that a head which was published stands in it. It is the command
// verify.
package verify
