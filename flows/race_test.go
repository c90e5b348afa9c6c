//go:build race

package flows_test

// raced says that the race detector watches, under which all takes many times as long.
const raced = true
