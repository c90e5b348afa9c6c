package redisdb

import "testing"

func TestAPortionOfEachPartitionIsEnoughAndNotAll(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 8: 8, 9: 8, 64: 9, 100: 9, 1000: 23, 1 << 20: 16392} {
		if got := portion(n); got != want {
			t.Errorf("of %d each is asked for %d, want %d", n, got, want)
		}
	}
}
