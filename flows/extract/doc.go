// Package extract is what of a community's journal may be told to anybody: facts without persons, each with the hash of
// its entry, so that it can be held against the book. What is not named here is private. Package wall publishes it, and
// cmd exports it.
package extract
