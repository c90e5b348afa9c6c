package text

import (
	"fmt"
	"time"

	"echowall/flows/life"
	"echowall/flows/say"
)

// File is a file made ready to be sent.
type File struct {
	Name string
	Data []byte
	// Picture says that it is shown in the chat, and not offered for download.
	Picture bool
}

// fileOrder is what a maker of files has to go by.
type fileOrder struct {
	s    *life.State
	lang string
	now  time.Time
	// of says which file of its kind is wanted.
	of string
}

// makers are the kinds of files and how each is made. A maker reads the state lazily, as rendering does, so it may be
// run again and has no effect. It returns nil where there is nothing to make.
func (r *Renderer) makers() map[say.FileKind]func(fileOrder) (*File, error) {
	return map[say.FileKind]func(fileOrder) (*File, error){
		say.QRFile: r.qrFile, say.ReportFile: r.reportFile, say.BooksFile: r.booksFile,
		say.ProcedureFile: r.procedureFile, say.CalendarFile: r.calendarFile,
	}
}

// File makes a file; nil where there is nothing to make.
func (r *Renderer) File(s *life.State, lang string, now time.Time, which say.File) (*File, error) {
	maker, ok := r.makers()[which.Kind]
	if !ok {
		return nil, fmt.Errorf("no file of kind %q is known", which.Kind)
	}
	file, err := maker(fileOrder{s: s, lang: lang, now: now, of: which.Of})
	if err != nil {
		return nil, fmt.Errorf("make file %s: %w", which.Kind, err)
	}
	return file, nil
}
