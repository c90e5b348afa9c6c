package talk

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// The verbs of buttons below a question: an answer, and another page of its calendar.
const (
	fillVerb permission.Verb = "fill"
	pageVerb permission.Verb = "page"
)

// question is the asking for the field that a dialog waits for.
type question struct {
	*openDialog
	s *life.State
	// by is the person asked, now the time where the community is.
	by  int
	now time.Time
	// reader reads the answer.
	reader dialog.Reader
}

// problemOf says what is wrong with what was typed; nil where nothing is.
func problemOf(wrong *dialog.Problem) *say.Message {
	if wrong == nil {
		return nil
	}
	m := say.New("problem."+wrong.Kind, say.Args{"Given": say.Text(short(wrong.Given))})
	return &m
}

// notice words the asking for a field, with buttons where there is a choice; after a problem it begins with that.
func (q question) notice(problem *say.Message) say.Notice {
	f := q.Field
	number, _, _ := strings.Cut(cmp.Or(q.Values["case"], q.Values["task"], q.Values["ballot"]), ".")
	m := say.New("ask."+f.Ask, say.Args{"Case": say.Text(number), "Name": say.Text(q.s.Head().Name)})
	if b := q.ballot(); f.Kind == form.Paper && b != nil && b.Manner != "" {
		m = voting.AskOption(b)
	}
	if problem != nil {
		asked := m
		m = say.New("ask.again", say.Args{"Problem": say.Arg{Msg: problem}, "Ask": say.Arg{Msg: &asked}})
	}
	n := say.Notice{Message: m, Class: say.Answer, About: line(fillVerb, q.ID), Ask: true}
	n.Buttons = q.choices()
	if n.Buttons != nil {
		n.Ask = false
	}
	return n
}

// choices are the buttons of a question; nil where only words will do.
func (q question) choices() [][]say.Button {
	f := q.Field
	switch f.Kind {
	case form.CaseNo, form.CaseList, form.Cases, form.TaskNo, form.BallotNo:
		return column(q.casesToPress())
	case form.TieNo:
		return column(q.tiesToPress())
	case form.Paper:
		return q.papers()
	case form.DateNos, form.Number:
		return q.dates()
	case form.Guest:
		return q.guests()
	case form.Person:
		return q.orSkip(q.witnesses())
	case form.When, form.Date:
		if f.Gone {
			return q.orSkip(nil)
		}
		return q.month(q.now)
	case form.Text:
		if !f.Optional {
			return nil
		}
	default: // the usual answers to a word
	}
	row := q.wordsToPress()
	if f.Firm {
		row = append(row, say.Press(say.New("option.cancel"), string(permission.Cancel)))
	} else if f.Optional {
		row = append(row, q.answerBy(say.New("option.skip"), "-"))
	}
	return wrap(row, 3)
}

// answerBy is a button that answers a question.
func (q question) answerBy(label say.Message, value string) say.Button {
	return say.Press(label, line(fillVerb, q.ID, value))
}

// column puts each button in a row of its own, at most eight.
func column(buttons []say.Button) [][]say.Button { return wrap(buttons[:min(len(buttons), 8)], 1) }

func wrap(buttons []say.Button, width int) [][]say.Button {
	var rows [][]say.Button
	for len(buttons) > 0 {
		n := min(width, len(buttons))
		rows = append(rows, buttons[:n])
		buttons = buttons[n:]
	}
	return rows
}

// line is the command line of a button.
func line(verb permission.Verb, words ...string) string {
	return strings.Join(append([]string{string(verb)}, words...), " ")
}

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// short cuts what was typed so that a question can repeat it.
func short(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
