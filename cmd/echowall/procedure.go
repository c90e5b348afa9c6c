package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"echowall/bot/text"
	"echowall/flows"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/locales"
	"echowall/storage"
)

// proceduresFlag is where the operator's own procedures are.
type proceduresFlag struct {
	Procedures string `name:"procedures" env:"ECHOWALL_PROCEDURES" help:"Folder of your own procedures, added to those that come with the program. It is read again when something in it changes. A change of a procedure gets a higher version." placeholder:"FOLDER"`
}

// addTo adds the operator's own procedures to those that come with the program.
func (f proceduresFlag) addTo(methods *procedure.Book) error {
	if f.Procedures == "" {
		return nil
	}
	// A folder that is not there holds no file, and would not be missed.
	if _, err := os.ReadDir(f.Procedures); err != nil {
		return &configError{fmt.Errorf("ECHOWALL_PROCEDURES: expected a folder of .yaml files: %w", err)}
	}
	switch err := methods.Add(os.DirFS(f.Procedures)); {
	case errors.Is(err, procedure.ErrNone):
		return &configError{fmt.Errorf("ECHOWALL_PROCEDURES: expected a folder of .yaml files: %s holds none", f.Procedures)}
	case err != nil:
		return &configError{fmt.Errorf("ECHOWALL_PROCEDURES: %w", err)}
	}
	return nil
}

// inUse holds that the book has every procedure by which a community works. Without it the cases under way could be neither shown nor
// moved, and what people say of them would be lost: that must be told before anything is heard.
func inUse(ctx context.Context, store storage.Store, methods *procedure.Book) error {
	after := storage.ID("")
	for {
		ids, err := store.Communities(ctx, after, 1000)
		if err != nil || len(ids) == 0 {
			return err
		}
		// Many at a time, for on a Redis each is a few round trips, and nothing is heard before all have been asked.
		work, asked := errgroup.WithContext(ctx)
		work.SetLimit(askedAtOnce)
		for _, id := range ids {
			work.Go(func() error {
				return flows.Read(asked, store, methods, id, func(s *life.State) error { return worksBy(s, methods) })
			})
		}
		if err := work.Wait(); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// askedAtOnce is how many communities are looked at together.
const askedAtOnce = 32

// worksBy looks for the procedure of a community's new cases, and for those of the cases under way.
func worksBy(s *life.State, methods *procedure.Book) error {
	h := s.Head()
	if h == nil {
		return nil
	}
	if err := known(s, methods, h.Method, h.Version); err != nil {
		return fmt.Errorf("%s works by %w", h.Name, err)
	}
	for _, c := range s.OpenCases() {
		if err := known(s, methods, c.Procedure, c.Version); err != nil {
			return fmt.Errorf("case #%d of %s is under way by %w", c.Number, h.Name, err)
		}
	}
	return nil
}

// known looks for a procedure: in the book, or as the community keeps it. Where both have it they must say the same.
func known(s *life.State, methods *procedure.Book, id string, version int) error {
	kept := s.KeptMethod(id, version)
	switch p, ok := methods.Get(id, version); {
	case kept != nil && ok && !procedure.Same(kept, p):
		return &configError{fmt.Errorf("procedure %s version %d, whose file says something else by now; expected a higher version in the file", id, version)}
	case kept == nil && !ok:
		return &configError{fmt.Errorf("procedure %s version %d, which is not there; expected its file in the folder of ECHOWALL_PROCEDURES", id, version)}
	}
	return nil
}

type procedureCmd struct {
	Check procedureCheckCmd `cmd:"" help:"Check a procedure file, and show its steps as residents will read them."`
}

type procedureCheckCmd struct {
	File string `arg:"" help:"The procedure file, as my-village.yaml."`
}

// Run says what is wrong with a file, or shows the procedure in each language.
func (c *procedureCheckCmd) Run() error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return &configError{err}
	}
	p, err := procedure.Parse(raw)
	if err != nil {
		return &configError{fmt.Errorf("%s: %w", c.File, err)}
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
