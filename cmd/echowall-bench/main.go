// Command echowall-bench measures the built program from outside: it plays Telegram, brings updates to the webhook as
// Telegram does, and looks at the clock. `make bench` runs it; docs/performance.md says what came out.
//
// It only wires: the people and the Telegram are those of packages sim/people and sim/api, and nothing of the program
// is changed for it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type cli struct {
	Votes votesCmd `cmd:"" help:"Votes a second and how long each waits, beside a bare bot that keeps nothing."`
	Rush  rushCmd  `cmd:"" help:"What a vote costs when the ballot holds few votes and when it holds many."`
	Scale scaleCmd `cmd:"" help:"What a hundred thousand communities cost while nothing happens in them."`
	Bare  bareCmd  `cmd:"" hidden:"" help:"The bare bot of the comparison."`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "echowall-bench:", err)
		os.Exit(1)
	}
}

// run does what the command line asks for, until it is done or interrupted.
func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := kong.Parse(&cli{}, kong.Name("echowall-bench"), kong.BindTo(ctx, (*context.Context)(nil)))
	return command.Run()
}
