// Command echowall runs Echo Wall: a Telegram bot that takes an issue of a village or a neighbourhood from the message
// that raises it to its close, in the chat group people already use.
//
// It only wires: every rule is in package flows, every word for people in package locales.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones must be known where the machine brings none, as in the container image

	"github.com/alecthomas/kong"

	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/demo"
	"echowall/cmd/echowall/doctor"
	"echowall/cmd/echowall/export"
	"echowall/cmd/echowall/methods"
	"echowall/cmd/echowall/verify"
	"echowall/cmd/echowall/web"
)

// Exit codes: a wrong configuration is the operator's to mend, any other failure may pass.
const (
	exitFailed = 1
	exitConfig = 2
)

type cli struct {
	Run       runCmd            `cmd:"" default:"withargs" help:"Serve a Telegram bot."`
	Demo      demo.Cmd          `cmd:"" help:"Play a case from message to close in a simulated chat; needs no token and no network."`
	Verify    verify.Cmd        `cmd:"" help:"Check that the journal is whole and that the records are what it says."`
	Doctor    doctor.Cmd        `cmd:"" help:"Look at everything the bot needs, and say how to mend what is wrong."`
	Backup    backup.Cmd        `cmd:"" help:"Write all that is kept into one file, also while the bot runs."`
	Restore   backup.RestoreCmd `cmd:"" help:"Put a backup into a store."`
	Export    export.Cmd        `cmd:"" help:"Write the books and figures of a period as a workbook, as CSV and as JSON."`
	Health    web.HealthCmd     `cmd:"" help:"Ask a running bot whether it is well."`
	Procedure methods.Cmd       `cmd:"" help:"Check a procedure of your own."`
	Version   versionCmd        `cmd:"" help:"Print the version."`
}

func main() {
	os.Exit(start(os.Args[1:]))
}

// start runs the program and returns its exit code.
func start(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parser, err := kong.New(&cli{}, kong.Name("echowall"),
		kong.Description("Echo Wall (回音壁): every matter gets an answer."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(config.Program("echowall "+release())))
	if err != nil {
		return fail(err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		return fail(config.Wrong(err))
	}
	return fail(command.Run())
}

// fail says in one line what went wrong and returns the exit code that goes with it.
func fail(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, "echowall:", config.OneLine(err))
	var config *config.Error
	if errors.As(err, &config) {
		return exitConfig
	}
	return exitFailed
}
