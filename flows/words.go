package flows

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

// words is somebody speaking: an input with its person, on the way to a command.
type words struct {
	*turn
	in Input
	d  *done
	s  *life.State
	by int
	// filled is the dialog whose last value this input gave.
	filled *openDialog
}

// meet finds the person an input is from. Somebody new gets a number, which is kept only if something comes of it.
func (t *turn) meet(in Input, d *done) *words {
	w := &words{turn: t, in: in, d: d, s: d.sheet}
	if d.sheet.Head() == nil {
		w.by = 1
		return w
	}
	if in.User.ID == 0 {
		// A channel that says its binding code has no person behind it.
		return w
	}
	w.by = w.person(in.User, in.Chat.Private)
	d.meta.By = w.by
	d.keep = in.Chat.Private
	return w
}

// person is the number of a user, given now if there was none.
func (w *words) person(u User, reachable bool) int {
	n := w.s.Known(u.ID)
	if n == 0 {
		n = w.s.Newcomer()
		joined := personnel.PersonJoined{Person: n}
		life.Apply(w.s, joined, w.d.meta)
		w.d.events = append(w.d.events, joined)
		w.d.met = append(w.d.met, u.ID)
	}
	w.s.Learn(profile(u, n, reachable))
	return n
}

// understand turns what was said into a command; ok is false when there is none: nothing was meant, or a question was asked.
func (w *words) understand() (cmd life.Command, ok bool, err error) {
	in := w.in
	if verb, _ := dialog.Verb(in.Line); w.by == 0 && verb != permission.Follow {
		// Person 0 is the program itself, which may do anything; a channel may say its code and no more.
		return cmd, false, nil
	}
	switch {
	case in.Edited:
		return w.edited()
	case in.Line != "":
		return w.line(in.Line)
	case in.Album != "" && len(in.Photos) > 0 && w.albumOf() != nil:
		return w.alsoInAlbum()
	case in.Reply != nil && in.Reply.Own:
		return w.replied()
	case in.Raise:
		return w.parsed(permission.Raise, in.Text)
	case !in.Chat.Private:
		return cmd, false, nil
	}
	if d := w.dialog(); d != nil {
		return w.fill(d, in.Text)
	}
	return w.offer()
}

// line reads a command line as typed or pressed.
func (w *words) line(line string) (cmd life.Command, ok bool, err error) {
	verb, rest := dialog.Verb(line)
	switch verb {
	case fillVerb, pageVerb:
		return w.pressed(verb, rest)
	case permission.Cancel:
		return w.cancel()
	}
	if _, known := w.engine.Verbs.Fields(verb, form.Values{}); !known {
		if w.in.Press {
			return cmd, false, refusal("refuse.stale")
		}
		if w.in.Chat.Private {
			return cmd, false, refusal("refuse.unknown", say.Args{"Verb": say.Text("/" + short(string(verb)))})
		}
		return cmd, false, nil
	}
	return w.parsed(verb, rest)
}

// parsed reads the values that follow a verb, and asks for what is missing.
func (w *words) parsed(verb permission.Verb, rest string) (cmd life.Command, ok bool, err error) {
	if verb == permission.Setup {
		// Its words come in any order, and the chat tells the rest: see founding.
		cmd = w.base()
		cmd.Verb, cmd.Values = verb, founding(w.in, w.engine.Words, w.engine.Languages)
		return cmd, true, nil
	}
	if w.s.Head() == nil {
		return cmd, false, refusal("refuse.not_set_up")
	}
	got := form.Values{}
	if verb == permission.Raise {
		rest = w.withReplied(rest)
		if rest == "" && len(w.in.Photos) > 0 {
			got["text"] = ""
		}
	}
	if err := w.byReply(verb, got); err != nil {
		return cmd, false, err
	}
	wish, err := w.reader().Line(verb, rest, got)
	return w.complete(verb, got, wish, err)
}

// withReplied lets a "/raise" in reply to somebody's message raise that message.
func (w *words) withReplied(rest string) string {
	r := w.in.Reply
	if rest == "" && r != nil && !r.Own {
		w.in.Photos = append(w.in.Photos, r.Photos...)
		return r.Text
	}
	return rest
}

// byReply takes the person from the message that is replied to.
func (w *words) byReply(verb permission.Verb, got form.Values) error {
	fields, _ := w.engine.Verbs.Fields(verb, got)
	for _, f := range fields {
		if (f.Kind == form.Person || f.Kind == form.Guest) && w.in.Reply != nil && !w.in.Reply.Own {
			if w.in.Reply.User.Bot || w.in.Reply.User.ID == 0 {
				return refusal("refuse.a_bot")
			}
			got[f.Name] = personValue(w.person(w.in.Reply.User, false))
		}
	}
	return nil
}

// complete makes a command of values, or asks for the first that is missing or wrong.
func (w *words) complete(verb permission.Verb, got form.Values, wish bool, problem error) (cmd life.Command, ok bool, err error) {
	f, missing := dialog.Missing(w.engine.Verbs, verb, got, wish)
	var wrong *dialog.Problem
	if errors.As(problem, &wrong) {
		f, missing = wrong.Field, true
	}
	base := w.base()
	if missing {
		// What will be refused whatever else is said is refused before more is asked for.
		if err := life.Early(w.s, dialog.Build(w.engine.Verbs, verb, w.reading(got), base)); err != nil {
			return cmd, false, err
		}
	}
	if err := w.named(got); err != nil {
		return cmd, false, err
	}
	if missing {
		return cmd, false, w.ask(verb, got, f, wish, wrong)
	}
	cmd = dialog.Build(w.engine.Verbs, verb, w.reading(got), base)
	cmd.Person = cmp.Or(personOf(got["person"]), personOf(got["guest"]), personOf(got["through"]))
	return cmd, true, nil
}

func (w *words) base() life.Command {
	cmd := life.Command{
		At: w.in.At.In(w.s.Location()), By: w.by, Admin: w.in.Admin, Code: w.in.Code, Photos: w.in.Photos,
		Seed: w.seed, Seal: ballot.SealPaper, Aloud: !w.in.Press && !w.in.Chat.Private,
	}
	if !w.in.Chat.Private {
		cmd.Chat = w.in.Chat.ID
	}
	return cmd
}

func (w *words) reader() dialog.Reader {
	return dialog.Reader{
		Verbs: w.engine.Verbs, Words: w.engine.Words, Now: w.in.At.In(w.s.Location()), Days: w.s.Days(),
		Languages: tags(w.engine.Languages),
	}
}

// named puts the number of a person in the place of an @name: a question that waits must not keep the name of somebody who may be
// erased meanwhile.
func (w *words) named(got form.Values) error {
	for _, field := range []string{"person", "guest", "through"} {
		value, ok := got[field]
		if name, at := strings.CutPrefix(value, "@"); field == "guest" && at {
			value = name
		} else if field == "guest" {
			continue // a role, or a number already
		}
		if !ok || value == "" || personOf(value) != 0 {
			continue
		}
		n := w.s.Named(value)
		if n == 0 {
			return refusal("refuse.no_name", say.Args{"Name": say.Text("@" + short(value))})
		}
		got[field] = personValue(n)
	}
	return nil
}

// carryOut lets the domain decide and takes what follows onto the sheet.
func (w *words) carryOut(cmd life.Command) error {
	result, err := w.engine.Verbs.Decide(w.s, cmd)
	if err != nil {
		return err
	}
	w.d.cause = string(cmd.Verb)
	w.d.meta.By = cmd.By
	before := len(w.d.notices)
	w.happen(w.d, result.Events)
	w.afterwards(cmd, result.Events, w.d.notices[before:])
	w.closeDialog()
	if !w.in.Chat.Private {
		// The group has seen the photos of what was raised in it.
		w.d.notices = slices.DeleteFunc(w.d.notices, func(n say.Notice) bool { return n.Kind == say.Relayed })
		before = min(before, len(w.d.notices))
	}
	if result.Answer.Unwritten || result.Answer.Kind == say.Secret || !w.heardAnyway(w.d.notices[before:]) {
		w.answer(result.Answer)
	}
	return nil
}

// reading is what the values of a verb are read from: what was said, and what the chat tells of itself.
func (w *words) reading(got form.Values) life.Reading {
	r := life.Reading{
		Said: got, Zone: w.s.Location(), Thread: w.in.Chat.Thread,
		Means: func(word string) string { return w.engine.Words[dialog.Fold(word)] },
	}
	if w.in.Other != w.id { // nobody is a neighbour of their own
		r.Other = string(w.in.Other)
	}
	return r
}

func refusal(id string, args ...say.Args) error {
	return &life.Refusal{Message: say.New(id, args...)}
}

func personValue(n int) string { return "#" + itoa(n) }

func personOf(value string) int {
	rest, ok := strings.CutPrefix(value, "#")
	if !ok {
		return 0
	}
	return atoi(rest)
}
