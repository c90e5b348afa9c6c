package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// The verbs of buttons below a question: an answer, and another page of its calendar.
const (
	fillVerb permission.Verb = "fill"
	pageVerb permission.Verb = "page"
)

// patience is how long a question waits for its answer.
const patience = 30 * time.Minute

// openDialog is a command that waits for the rest of what it needs. It is kept outside the journal and leaves no trace.
type openDialog struct {
	ID     string          `json:"id"`
	Verb   permission.Verb `json:"verb"`
	Values form.Values     `json:"values"`
	Field  form.Field      `json:"field"`
	Wish   bool            `json:"wish,omitempty"`
	Photos []string        `json:"photos,omitempty"`
	Album  string          `json:"album,omitempty"`
	// Source is the message the command began with; 0 where it began in another chat.
	Source int       `json:"source,omitempty"`
	Until  time.Time `json:"until"`
}

func dialogKey(user, chat int64) string {
	return dialogPrefix + strconv.FormatInt(user, 10) + ":" + strconv.FormatInt(chat, 10)
}

const dialogPrefix = "x:dialog:"

func isDialog(key string) bool { return strings.HasPrefix(key, dialogPrefix) }

// timeOut deletes a question that has waited too long, and tells whether it did: a time-out leaves no trace.
func timeOut(s *life.State, key string, at time.Time) bool {
	d := record.Extra[openDialog](s.Records, key)
	if d == nil || d.Until.After(at) {
		return false
	}
	record.DropExtra(s.Records, key)
	return true
}

// dialog is the question that waits for this person in this chat; nil when there is none, or it has waited too long.
func (w *words) dialog() *openDialog {
	d := record.Extra[openDialog](w.s.Records, dialogKey(w.in.User.ID, w.in.Chat.ID))
	if d == nil || !d.Until.After(w.in.At) {
		return nil
	}
	return d
}

// ask asks for a field. What begins with a press in the group is asked in private where the person can be reached there: the
// group's patience is short.
func (w *words) ask(verb permission.Verb, got form.Values, f form.Field, wish bool, wrong *dialog.Problem) error {
	d := &openDialog{
		ID: strings.ToLower(w.in.Code[:min(len(w.in.Code), 6)]), Verb: verb, Values: got, Field: f, Wish: wish, Photos: w.in.Photos,
		Album: w.in.Album, Source: w.source(), Until: w.in.At.Add(patience),
	}
	chat := w.in.Chat.ID
	p := w.s.Profile(w.by)
	elsewhere := w.in.Press && !w.in.Chat.Private && p != nil && p.Reachable
	if elsewhere {
		d.Source, chat = 0, w.in.User.ID
		toast := say.New("toast.in_private")
		w.d.reply.Toast = &toast
	}
	record.SetExtra(w.s.Records, dialogKey(w.in.User.ID, chat), d)
	w.d.keep = true
	n := w.question(d, wrong)
	n.To = say.Address{Chat: chat}
	if !elsewhere {
		n.To.Thread = w.in.Chat.Thread
		if !w.in.Press {
			n.Reply = w.in.Message
		}
	}
	w.d.notices = append(w.d.notices, n)
	return nil
}

// question words the asking for a field, with buttons where there is a choice.
func (w *words) question(d *openDialog, wrong *dialog.Problem) say.Notice {
	f := d.Field
	number, _, _ := strings.Cut(cmp.Or(d.Values["case"], d.Values["task"], d.Values["ballot"]), ".")
	m := say.New("ask."+f.Ask, say.Args{"Case": say.Text(number), "Name": say.Text(w.s.Head().Name)})
	if b := w.ballotOf(d.Values); f.Kind == form.Paper && b != nil && b.Manner != "" {
		m = voting.AskOption(b)
	}
	if wrong != nil {
		asked := m
		m = say.New("ask.again", say.Args{
			"Problem": say.Msg("problem."+wrong.Kind, say.Args{"Given": say.Text(short(wrong.Given))}), "Ask": say.Arg{Msg: &asked},
		})
	}
	n := say.Notice{Message: m, Class: say.Answer, About: line(fillVerb, d.ID), Ask: true}
	n.Buttons = w.choices(d)
	if n.Buttons != nil {
		n.Ask = false
	}
	return n
}

// choices are the buttons of a question; nil where only words will do.
func (w *words) choices(d *openDialog) [][]say.Button {
	f := d.Field
	switch f.Kind {
	case form.CaseNo, form.CaseList, form.TaskNo, form.BallotNo:
		return column(w.casesToPress(d))
	case form.TieNo:
		return column(w.tiesToPress(d))
	case form.Paper:
		return w.papers(d)
	case form.DateNos, form.Number:
		return w.dates(d)
	case form.Guest:
		return w.guests(d)
	case form.When, form.Date:
		return w.month(d, w.in.At.In(w.s.Location()))
	case form.Text:
		if !f.Optional {
			return nil
		}
	default: // the usual answers to a word
	}
	row := w.wordsToPress(d)
	if f.Firm {
		row = append(row, say.Press(say.New("option.cancel"), string(permission.Cancel)))
	} else if f.Optional {
		row = append(row, answerBy(d, say.New("option.skip"), "-"))
	}
	return wrap(row, 3)
}

// answerBy is a button that answers a question.
func answerBy(d *openDialog, label say.Message, value string) say.Button {
	return say.Press(label, line(fillVerb, d.ID, value))
}

// wordsToPress are the usual answers to a question that takes a word.
func (w *words) wordsToPress(d *openDialog) (row []say.Button) {
	switch d.Field.Kind {
	case form.Option, form.Rhythm, form.Language:
		for _, o := range w.reader().Options(d.Field) {
			row = append(row, answerBy(d, say.New("option."+o), o))
		}
	case form.MeetingNo:
		for _, m := range w.s.Head().Coming {
			row = append(row, answerBy(d, say.New("option.meeting", say.Args{"Meeting": say.Num(m)}), "M"+itoa(m)))
		}
	case form.MonthDay:
		for _, day := range []string{"1", "5", "10", "15", "20", "25"} {
			row = append(row, answerBy(d, say.New("option.monthday", say.Args{"Day": say.Text(day)}), day))
		}
	case form.Hour:
		for _, hour := range usualHours() {
			row = append(row, answerBy(d, say.New("calendar.hour", say.Args{"Hour": say.Text(hour)}), hour))
		}
	default: // there are none
	}
	return row
}

// casesToPress are the cases on which the command can be used.
func (w *words) casesToPress(d *openDialog) (row []say.Button) {
	for _, c := range w.candidates(d) {
		label := say.New("button.case", say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)})
		row = append(row, answerBy(d, label, itoa(c.Number)))
	}
	return row
}

// tiesToPress are the communities this one is tied to.
func (w *words) tiesToPress(d *openDialog) (row []say.Button) {
	for _, t := range w.s.Ties() {
		row = append(row, answerBy(d, say.New("button.name", say.Args{"Name": say.Text(t.Name)}), itoa(t.Number)))
	}
	return row
}

// papers are the buttons of a ballot: for a vote of one's own those below the ballot, and to enter another's what may be said to it.
func (w *words) papers(d *openDialog) [][]say.Button {
	b := w.ballotOf(d.Values)
	if b == nil {
		return nil
	}
	if d.Verb != permission.Proxy {
		return voting.BallotButtons(b, "")
	}
	var row []say.Button
	for i, o := range b.Options {
		label := say.New("button.option", say.Args{"Number": say.Num(i + 1), "Text": say.Text(o)})
		row = append(row, answerBy(d, label, itoa(i+1)))
	}
	for _, o := range d.Field.Options {
		if b.Manner == "" || o == string(ballot.Abstain) {
			row = append(row, answerBy(d, say.New("option."+o), o))
		}
	}
	return wrap(row, max(1, 3-2*min(len(b.Options), 1)))
}

// ballotOf is the ballot that a command means, by its own number or by that of its case.
func (w *words) ballotOf(got form.Values) *ballot.Ballot {
	which := cmp.Or(got["ballot"], got["case"])
	if strings.Contains(which, ".") {
		return w.s.Ballot(which)
	}
	c := w.s.Case(atoi(which))
	if c == nil || c.Talk.Ballot == "" {
		return nil
	}
	return w.s.Ballot(c.Talk.Ballot)
}

// candidates are the cases to choose from. One case is merged into another, at whatever stage that is.
func (w *words) candidates(d *openDialog) []*cases.Case {
	if d.Field.Name != "into" {
		return life.Candidates(w.s, d.Verb, w.by)
	}
	return slices.DeleteFunc(w.s.OpenCases(), func(c *cases.Case) bool { return itoa(c.Number) == d.Values["case"] })
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

// pressed takes a button below a question.
func (w *words) pressed(verb permission.Verb, rest string) (cmd life.Command, ok bool, err error) {
	id, value := dialog.Verb(rest)
	d := w.dialog()
	if d == nil || d.ID != string(id) {
		return cmd, false, refusal("refuse.stale")
	}
	if verb == pageVerb {
		return cmd, false, w.turnPage(d, value)
	}
	return w.fill(d, value)
}

// fill gives a waiting command the value it asked for.
func (w *words) fill(d *openDialog, answer string) (cmd life.Command, ok bool, err error) {
	got := form.Values{}
	for k, v := range d.Values {
		got[k] = v
	}
	if len(w.in.Photos) == 0 {
		w.in.Photos = d.Photos
	} else {
		w.in.Photos = append(d.Photos, w.in.Photos...)
	}
	if w.in.Album == "" {
		w.in.Album = d.Album
	}
	w.filled = d
	if d.Field.Optional && !d.Field.Firm && (answer == "-" || w.engine.Words[dialog.Fold(answer)] == "skip") {
		got[d.Field.Name] = ""
		return w.complete(d.Verb, got, d.Wish, nil)
	}
	if answer == "" {
		answer = w.withReplied("")
	}
	if w.engine.Words[dialog.Fold(answer)] == "cancel" {
		return w.cancel()
	}
	if d.Field.Wanted || d.Verb == permission.Poll && d.Field.Kind == form.When {
		// Who writes several dates at once is not asked for them one by one; who says where it is, not how it is held.
		_, err = w.reader().Line(d.Verb, answer, got)
		return w.complete(d.Verb, got, d.Wish, err)
	}
	err = w.reader().Answer(d.Field, answer, got)
	return w.complete(d.Verb, got, d.Wish, err)
}

// cancel ends a dialog without a trace.
func (w *words) cancel() (cmd life.Command, ok bool, err error) {
	id := "receipt.nothing_to_cancel"
	if w.dialog() != nil {
		id = "receipt.cancelled"
	}
	if w.closeDialog() {
		w.d.keep = true
	}
	w.answer(say.Notice{Message: say.New(id)})
	return cmd, false, nil
}

// closeDialog takes away the question that waits, or has waited too long, and tells whether there was one.
func (w *words) closeDialog() bool {
	key := dialogKey(w.in.User.ID, w.in.Chat.ID)
	if record.Extra[openDialog](w.s.Records, key) == nil {
		return false
	}
	record.DropExtra(w.s.Records, key)
	return true
}

func line(verb permission.Verb, words ...string) string {
	l := string(verb)
	for _, x := range words {
		l += " " + x
	}
	return l
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
