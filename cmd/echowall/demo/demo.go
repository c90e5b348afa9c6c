package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"echowall/cmd/echowall/config"
	"echowall/flows/cases"
	"echowall/locales"
)

// Cmd is the command demo.
type Cmd struct {
	Once            bool    `help:"End when the case is closed, instead of going on to a prompt."`
	Lang            string  `default:"en" help:"Language of the demo: one that it has a script in, as en or zh-Hans."`
	Speed           float64 `default:"60" help:"How many times faster than real time the clock runs: 1 to 1000."`
	Port            int     `default:"0" help:"Port of this machine on which the page to play on is; 0 takes one that is free."`
	config.LogFlags `embed:""`
}

// Run plays the case, and goes on to a prompt unless told to end.
func (c *Cmd) Run(ctx context.Context) error {
	// A reader that goes away, as head does, is an error of writing like any other, so that nothing is left lying about.
	signal.Ignore(syscall.SIGPIPE)
	return c.play(ctx, console{in: os.Stdin, out: os.Stdout, typed: isTerminal(os.Stdin), colour: wantsColour(os.Stdout)})
}

// console is where the demo is read and typed.
type console struct {
	in  io.Reader
	out io.Writer
	// typed says that what is typed can be seen already; colour that the reader sees colours.
	typed, colour bool
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// wantsColour follows https://no-color.org.
func wantsColour(f *os.File) bool { return isTerminal(f) && os.Getenv("NO_COLOR") == "" }

// errNotClosed says that the case did not come to its end.
var errNotClosed = errors.New("demo: the case did not close")

func (c *Cmd) play(ctx context.Context, on console) (err error) {
	texts, methods, err := config.Materials()
	if err != nil {
		return err
	}
	lang, err := c.check(texts)
	if err != nil {
		return err
	}
	log, err := c.log()
	if err != nil {
		return err
	}
	config := stageConfig{texts: texts, methods: methods, lang: lang, speed: c.Speed, log: log, pages: !c.Once}
	s, err := newStage(ctx, config)
	if err != nil {
		return interrupted(ctx, err)
	}
	ground := newPlayground(s, func(lang string) (*stage, error) { return played(ctx, config, lang) })
	defer func() { err = errors.Join(err, ground.close()) }()
	n := newNarrator(s, newPage(on.out, on.colour))
	if err := n.playScript(ctx); err != nil {
		return interrupted(ctx, err)
	}
	if err := c.end(ctx, s, n); err != nil || c.Once {
		return err
	}
	if err := s.place(ctx); err != nil {
		return err
	}
	address, err := ground.open(c.Port)
	if err != nil {
		return err
	}
	return newPrompt(ground, n, on).run(ctx, address)
}

// end shows how the case ended. It is an error when it did not.
func (c *Cmd) end(ctx context.Context, s *stage, n *narrator) error {
	lamps, err := s.lamps(ctx)
	if err != nil {
		return err
	}
	if lamps == nil || lamps.Closed == nil || lamps.Closed.Outcome != cases.Solved {
		return errNotClosed
	}
	n.finish(lamps)
	return n.page.err
}

// interrupted is the error of a play that was broken off.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%w: it was stopped before the end", errNotClosed)
	}
	return err
}

// check looks at the flags and returns the language as the catalogue names it.
func (c *Cmd) check(texts *locales.Catalogue) (string, error) {
	// Faster than that, a call of the bot would take minutes of its time; slower than real time nobody waits.
	if !(c.Speed >= 1 && c.Speed <= 1000) {
		return "", config.Wrong(fmt.Errorf("--speed: %v; expected a number from 1 to 1000", c.Speed))
	}
	lang := texts.Match(c.Lang)
	played := playable(texts)
	if lang == locales.Default && c.Lang != lang || !slices.Contains(played, lang) {
		return "", config.Wrong(fmt.Errorf("--lang: %q; expected %s", c.Lang, strings.Join(played, " or ")))
	}
	return lang, nil
}

// log keeps silent, as a log in the middle of the chat is only in the way, unless somebody looks for a fault.
func (c *Cmd) log() (*slog.Logger, error) {
	log, err := c.Logger()
	if err != nil || c.Level != "debug" {
		return slog.New(slog.DiscardHandler), err
	}
	return log, nil
}
