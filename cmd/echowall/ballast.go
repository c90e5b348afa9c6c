package main

import "runtime"

// ballastSize is how much garbage may gather at least before it is collected.
const ballastSize = 64 << 20

// ballast weighs the heap down: the collector runs when the heap has doubled, and what a village keeps in memory is so small that in a rush of
// votes it would run many times a second, at a tenth of the processors' time. The pages are never touched, so they take no memory; what
// it costs is that much garbage at most, however large the heap grows, which a higher GOGC does not promise. The function it returns
// throws it off.
func ballast() (drop func()) {
	weight := make([]byte, ballastSize)
	return func() { runtime.KeepAlive(weight) }
}
