package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"echowall/cmd/echowall/config"
	"echowall/flows/procedure"
)

// Cmd is the command doctor.
type Cmd struct {
	config.TelegramFlags  `embed:""`
	config.StoreFlag      `embed:""`
	config.WebhookFlags   `embed:""`
	config.ProceduresFlag `embed:""`
	config.CalendarFlag   `embed:""`
	config.VaultFlag      `embed:""`
	Replay                bool  `help:"Do again what was set aside, before all is looked at."`
	MendChat              int64 `help:"Let this chat lead to the community whose chat it is, or nowhere, before all is looked at." placeholder:"CHAT"`
	Deep                  bool  `help:"Verify every community's book as well; while the bot runs, look into a backup made for it."`
}

// Run looks at everything and says of each thing in one line that it is well, or what is wrong and how to mend it.
func (c *Cmd) Run(ctx context.Context, by config.Program) error {
	return c.examine(ctx, os.Stdout, time.Now, by)
}

func (c *Cmd) examine(ctx context.Context, out io.Writer, now func() time.Time, by config.Program) error {
	_, methods, err := config.Materials()
	if err != nil {
		return err
	}
	if err := cmp.Or(c.TelegramFlags.Check(), c.WebhookFlags.Check(), c.AddTo(methods)); err != nil {
		return err
	}
	d := &doctor{report: report{out: out}, Cmd: c, methods: methods, now: now, by: by}
	d.telegram(ctx)
	if c.Replay {
		d.replay(ctx)
	}
	if c.MendChat != 0 {
		d.mendChat(ctx, c.MendChat)
	}
	d.store(ctx)
	return cmp.Or(ctx.Err(), d.verdict())
}

// doctor is one examination.
type doctor struct {
	report
	*Cmd
	methods *procedure.Registry
	now     func() time.Time
	by      config.Program
	// line is the way to Telegram; nil where there is none.
	line *phone
}

// report writes what was found, one line for each thing.
type report struct {
	out           io.Writer
	looked, wrong int
	// setting says that what is wrong is a setting.
	setting bool
}

// ok says that a thing is well.
func (r *report) ok(what, format string, args ...any) {
	r.looked++
	r.write("ok", what, fmt.Sprintf(format, args...))
}

// bad says what is wrong with a thing and how to mend it.
func (r *report) bad(what, mend, format string, args ...any) {
	r.looked++
	r.wrong++
	r.write("wrong", what, fmt.Sprintf(format, args...)+"; "+mend)
}

// failed says that a thing could not be looked at because of an error, which tells how to mend it.
func (r *report) failed(what string, err error) {
	r.looked++
	r.wrong++
	r.setting = r.setting || errors.As(err, new(*config.Error))
	r.write("wrong", what, err.Error())
}

// soon says what will be wrong before long, and how to see to it.
func (r *report) soon(what, format string, args ...any) {
	r.looked++
	r.write("soon", what, fmt.Sprintf(format, args...))
}

// skip says that a thing was not looked at, and why.
func (r *report) skip(what, format string, args ...any) {
	r.write("-", what, fmt.Sprintf(format, args...))
}

func (r *report) write(mark, what, text string) {
	// Where nobody reads it, the exit code still tells.
	_, _ = fmt.Fprintf(r.out, "%-6s %-9s %s\n", mark, what, config.OneLine(errors.New(text)))
}

// verdict is the error of all that was found.
func (r *report) verdict() error {
	if r.wrong == 0 {
		return nil
	}
	err := fmt.Errorf("doctor: %d of %d things are wrong", r.wrong, r.looked)
	if r.setting {
		return config.Wrong(err)
	}
	return err
}
