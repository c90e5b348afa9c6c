package talk

import (
	"maps"
	"slices"
	"strings"

	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// ask asks for a field. What begins with a press in the group is asked in private where the person can be
// reached there: the group's patience is short.
func (p *Speech) ask(verb permission.Verb, got form.Values, f form.Field, wish bool, problem *say.Message) {
	d := &openDialog{
		ID: strings.ToLower(p.said.Code[:min(len(p.said.Code), 6)]), Verb: verb, Values: got, Field: f, Wish: wish,
		Photos: p.said.Photos, Album: p.said.Album, Source: p.source(), Until: p.said.At.Add(patience),
	}
	chat := p.said.Chat.ID
	profile := p.s.Profile(p.by)
	elsewhere := p.said.Press && !p.said.Chat.Private && profile != nil && profile.Reachable
	if elsewhere {
		d.Source, chat = 0, p.said.User.ID
		toast := say.New("toast.in_private")
		p.Toast = &toast
	}
	record.SetExtra(p.s.Records, dialogKey(p.said.User.ID, chat), d)
	p.Keep = true
	n := p.question(d).notice(problem)
	n.To = say.Address{Chat: chat}
	if !elsewhere {
		n.To.Thread, n.Asker = p.said.Chat.Thread, p.asker()
		if !p.said.Press {
			n.Reply = p.said.Message
		}
	}
	p.Notices = append(p.Notices, n)
}

// question is the asking for what a dialog waits for.
func (p *Speech) question(d *openDialog) question {
	return question{d, p.s, p.by, p.said.At.In(p.s.Location()), p.reader()}
}

// pressed takes a button below a question.
func (p *Speech) pressed(verb permission.Verb, rest string) (cmd life.Command, ok bool, err error) {
	id, value := dialog.Verb(rest)
	d := p.dialogs.waiting()
	if d == nil || d.ID != string(id) {
		return cmd, false, refusal("refuse.stale")
	}
	if verb == pageVerb {
		return cmd, false, p.turnPage(d, value)
	}
	return p.fill(d, value)
}

// turnPage shows another month, or the hours of a day, in the message that was pressed.
func (p *Speech) turnPage(d *openDialog, page string) error {
	n, err := p.question(d).page(page)
	if err != nil {
		return err
	}
	n.To, n.Edit = say.Address{Chat: p.said.Chat.ID, Thread: p.said.Chat.Thread}, p.said.Message
	p.Notices = append(p.Notices, n)
	p.Keep = true
	return nil
}

// fill gives a waiting command the value it asked for.
func (p *Speech) fill(d *openDialog, answer string) (cmd life.Command, ok bool, err error) {
	got := form.Values{}
	maps.Copy(got, d.Values)
	p.said.Photos = slices.Concat(d.Photos, p.said.Photos)
	if p.said.Album == "" {
		p.said.Album = d.Album
	}
	p.filled = d
	if d.Field.Optional && !d.Field.Firm && (answer == "-" || p.word(answer) == "skip") {
		got[d.Field.Name] = ""
		return p.complete(d.Verb, got, d.Wish, nil)
	}
	if answer == "" {
		answer = p.withReplied("")
	}
	if n := personOf(answer); n != 0 && p.said.Press && d.Field.Kind == form.Person && p.s.Profile(n) != nil {
		got[d.Field.Name] = answer
		return p.complete(d.Verb, got, d.Wish, nil)
	}
	if p.word(answer) == "cancel" {
		return p.cancel()
	}
	if d.Field.Wanted || d.Verb == permission.Poll && d.Field.Kind == form.When {
		// Who writes several dates at once is not asked for them one by one; who says where it is, not how it is held.
		_, err = p.reader().Line(d.Verb, answer, got)
		return p.complete(d.Verb, got, d.Wish, err)
	}
	err = p.reader().Answer(d.Field, answer, got)
	return p.complete(d.Verb, got, d.Wish, err)
}

// cancel ends a dialog without a trace.
func (p *Speech) cancel() (cmd life.Command, ok bool, err error) {
	id := "receipt.nothing_to_cancel"
	if p.dialogs.waiting() != nil {
		id = "receipt.cancelled"
	}
	if p.dialogs.close() {
		p.Keep = true
	}
	p.answer(say.Notice{Message: say.New(id)})
	return cmd, false, nil
}
