package testenv_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"echowall/storage/testenv"
)

// witness is a test that is watched: it notes how it ends in place of ending.
type witness struct {
	testing.TB
	end, said string
}

func (w *witness) Helper() {}

func (w *witness) Logf(format string, args ...any) { w.said += fmt.Sprintf(format, args...) }

func (w *witness) Skip(args ...any) { w.stop("skipped", fmt.Sprint(args...)) }

func (w *witness) Skipf(format string, args ...any) { w.stop("skipped", fmt.Sprintf(format, args...)) }

func (w *witness) Fatalf(format string, args ...any) { w.stop("failed", fmt.Sprintf(format, args...)) }

func (w *witness) stop(end, said string) {
	w.end, w.said = end, said
	runtime.Goexit()
}

// watch runs a test as far as it goes.
func watch(test func(testing.TB)) *witness {
	w, over := &witness{end: "passed"}, make(chan struct{})
	go func() {
		defer close(over)
		test(w)
	}()
	<-over
	return w
}

func TestEnds(t *testing.T) {
	raced := "passed"
	if testenv.Raced {
		raced = "skipped"
	}
	tool := func(name string) func(testing.TB) { return func(t testing.TB) { testenv.Tool(t, name) } }
	seed := func(t testing.TB) { testenv.Seed(t) }
	for _, c := range []struct {
		name, ci, long, seed string
		test                 func(testing.TB)
		end, said            string
	}{
		{name: "a tool that is there", ci: "true", test: tool("go"), end: "passed"},
		{name: "a tool that is missing", test: tool("no-such-tool"), end: "skipped", said: "no no-such-tool here"},
		{
			name: "a tool that is missing on a build machine", ci: "true", test: tool("no-such-tool"),
			end: "failed", said: "CI=true",
		},
		{name: "a long test", test: testenv.Long, end: "skipped", said: "make test-long"},
		{name: "a long test in the long run", long: "1", test: testenv.Long, end: "passed"},
		{name: "a test of one thing after another", test: testenv.Unraced, end: raced},
		{name: "a test of one thing after another in the long run", long: "1", test: testenv.Unraced, end: "passed"},
		{name: "a seed", test: seed, end: "passed", said: "ECHOWALL_SEED=2026"},
		{name: "a seed that is given", seed: "7", long: "1", test: seed, end: "passed", said: "ECHOWALL_SEED=7"},
		{name: "a seed that is none", seed: "seven", test: seed, end: "failed", said: `"seven": expected a whole number`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("CI", c.ci)
			t.Setenv("ECHOWALL_LONG", c.long)
			t.Setenv("ECHOWALL_SEED", c.seed)
			if w := watch(c.test); w.end != c.end || !strings.Contains(w.said, c.said) {
				t.Errorf("it %s and said %q; expected that it %s and said %q", w.end, w.said, c.end, c.said)
			}
		})
	}
}
