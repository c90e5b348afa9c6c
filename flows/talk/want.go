package talk

import (
	"maps"

	"echowall/flows/calendar"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
)

// Want notes what will be read of what was said, as far as that can be told before anything is read: so it is
// read at once.
func (c Conversation) Want(s *life.State, said Said) {
	s.Want(record.HeadKey, record.HoldersKey, record.DaysKey, dialogKey(said.User.ID, said.Chat.ID))
	s.WantUser(said.User.ID)
	if verb, _ := dialog.Verb(said.Line); !free(verb) {
		wantPace(s, said.User.ID)
	}
	switch {
	case said.Edited:
		s.Want(originKey(said.Chat.ID, said.Message))
	case said.Line != "":
		verb, rest := dialog.Verb(said.Line)
		c.guess(s, said, 0, verb, form.Values{}, rest)
	case said.Album != "":
		s.Want(albumKey(said.Chat.ID, said.Album))
	case said.Reply != nil && said.Reply.Own:
		s.Want(AboutKey(said.Chat.ID, said.Reply.Message))
	}
}

// want notes what will be read, now that it is known who speaks, and what they answer.
func (p *Speech) want(by int) {
	verb, rest := dialog.Verb(p.said.Line)
	got := form.Values{}
	switch reply := p.said.Reply; {
	case p.said.Edited:
		return
	case verb == fillVerb:
		_, answer := dialog.Verb(rest)
		verb, rest = p.waitsFor(got, answer)
	case verb != "":
	case reply != nil && reply.Own:
		if on := record.Extra[About](p.s.Records, AboutKey(p.said.Chat.ID, reply.Message)); on != nil {
			verb, rest = dialog.Verb(on.Line)
		}
	case p.said.Chat.Private:
		verb, rest = p.waitsFor(got, p.said.Text)
	}
	if raises(verb) {
		wantPace(p.s, p.said.User.ID)
	}
	p.guess(p.s, *p.said, by, verb, got, rest)
}

// waitsFor is the command that waits for an answer, with the values it has.
func (p *Speech) waitsFor(got form.Values, answer string) (permission.Verb, string) {
	d := p.dialogs.waiting()
	if d == nil {
		return "", ""
	}
	maps.Copy(got, d.Values)
	if d.Field.Kind == form.Text {
		return d.Verb, ""
	}
	return d.Verb, answer
}

// guess notes what a command is about, read as well as it can be without knowing where the community is and
// which days it works. What cannot be read so will be told when its turn comes.
func (c Conversation) guess(s *life.State, said Said, by int, verb permission.Verb, got form.Values, rest string) {
	r := dialog.Reader{Verbs: c.Verbs, Words: c.Words, Now: said.At, Days: calendar.Plain(), Languages: c.tags()}
	_, _ = r.Line(verb, rest, got)
	reading := life.Reading{
		Said: got, Zone: said.At.Location(), Thread: said.Chat.Thread, Means: c.word, Other: said.Other,
	}
	cmd := dialog.Build(c.Verbs, verb, reading, life.Command{By: by, At: said.At})
	if name := got["person"]; name != "" {
		if cmd.Person = personOf(name); cmd.Person == 0 {
			s.WantNamed(name)
		}
	}
	c.Verbs.Want(s, cmd)
}
