//go:build !race

package flows_test

const raced = false
