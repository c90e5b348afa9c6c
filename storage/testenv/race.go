//go:build race

package testenv

// Raced says that the race detector watches, under which all takes many times as long.
const Raced = true
