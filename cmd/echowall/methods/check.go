package methods

import (
	"fmt"
	"io"
	"os"
	"time"

	"echowall/bot/text"
	"echowall/cmd/echowall/config"
	"echowall/flows/desk"
	"echowall/flows/procedure"
	"echowall/locales"
)

// Cmd is the command procedure.
type Cmd struct {
	Check CheckCmd `cmd:"" help:"Check a procedure file, and show its steps as residents will read them."`
}

// CheckCmd is the command procedure check.
type CheckCmd struct {
	File string `arg:"" help:"The procedure file, as my-village.yaml."`
}

// Run says what is wrong with a file, or shows the procedure in each language.
func (c *CheckCmd) Run() error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return config.Wrong(err)
	}
	p, err := procedure.Parse(raw)
	if err != nil {
		return config.Wrong(fmt.Errorf("%s: %w", c.File, err))
	}
	texts, err := locales.Load()
	if err != nil {
		return err
	}
	for _, lang := range texts.Languages() {
		showProcedure(os.Stdout, text.NewRenderer(texts, ""), lang, p)
	}
	fmt.Printf("%s: ok, %s version %d\n", c.File, p.ID, p.Version)
	return nil
}

// showProcedure writes a procedure as /procedure tells it, in one language.
func showProcedure(out io.Writer, r *text.Renderer, lang string, p *procedure.Procedure) {
	name := p.Names[lang]
	if name == "" {
		name = p.Names[locales.Default]
	}
	fmt.Fprintf(out, "%s: %s\n", lang, name)
	for _, line := range desk.WallLines(p) {
		fmt.Fprintln(out, r.Plain(nil, lang, time.Time{}, *line.Msg))
	}
	fmt.Fprintln(out)
}
