// Package testenv tells tests what they may ask of the machine and of our time: which programs are installed, whether
// the race detector watches, whether this is the long run, and from which seed to draw.
//
// It is for tests alone, and no program imports it. It knows nothing of what is tested, and stands in storage because
// every room above may import from there.
package testenv

import (
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// Tool is the path of an installed program. Where there is none, the test is skipped and says so; on a build machine,
// which sets CI=true, it fails, for there nobody would notice.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("there is no %s here, and CI=true forbids to skip what needs it; make deps installs it", name)
	default:
		t.Skipf("there is no %s here; make deps installs it", name)
	}
	return path
}

// IsLong tells whether this is the long run, for which make test-long sets ECHOWALL_LONG=1.
func IsLong() bool { return os.Getenv("ECHOWALL_LONG") == "1" }

// Long leaves a test that takes minutes, or waits for them, to the long run.
func Long(t testing.TB) {
	t.Helper()
	if !IsLong() {
		t.Skip("it takes long; make test-long runs it")
	}
}

// Unraced leaves a test in which one thing happens after another to the run without the race detector, under which it
// takes many times as long and finds little. The long run has it watched all the same.
func Unraced(t testing.TB) {
	t.Helper()
	if Raced && !IsLong() {
		t.Skip("under the race detector it takes long; it runs without, and make test-long runs it with")
	}
}

// Seed is where a test's chance begins: where ECHOWALL_SEED says, which make test-long draws anew each time, or else
// always at the same place. The test says which it was, so that a walk which failed can be taken again.
func Seed(t testing.TB) uint64 {
	t.Helper()
	seed := uint64(2026)
	if given := os.Getenv("ECHOWALL_SEED"); given != "" {
		n, err := strconv.ParseUint(given, 10, 64)
		if err != nil {
			t.Fatalf("ECHOWALL_SEED=%q: expected a whole number", given)
		}
		seed = n
	}
	t.Logf("ECHOWALL_SEED=%d", seed)
	return seed
}
