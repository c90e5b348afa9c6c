package main

import (
	"os"
	"regexp"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// hup: asks all that runs in the background to read the procedures again.
func hup(ts *testscript.TestScript, _ bool, _ []string) {
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGHUP))
	}
}

// logged FILE PATTERN: waits until a line of the file says it.
func logged(ts *testscript.TestScript, _ bool, args []string) {
	look, wanted, told := time.NewTicker(20*time.Millisecond), regexp.MustCompile("(?m)"+args[1]), ""
	defer look.Stop()
	for range 1500 {
		<-look.C
		raw, err := os.ReadFile(ts.MkAbs(args[0]))
		if told = string(raw); err == nil && wanted.MatchString(told) {
			return
		}
	}
	ts.Fatalf("%s does not hold %q:\n%s", args[0], args[1], told)
}
