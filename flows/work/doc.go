// Package work carries out what was resolved: tasks and their units, progress and evidence, extensions, and the word of
// a supervisor on what is said to be done.
package work
