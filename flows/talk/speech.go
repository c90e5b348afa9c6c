package talk

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// Speech is somebody speaking: what one person said, on its way to a command and to an answer.
type Speech struct {
	Conversation
	answers
	dialogs dialogs
	// filled is the dialog whose last value this gave, tried what was understood up to now.
	filled *openDialog
	tried  *attempt
	// spent says that it was counted among the person's commands, over that it is more than one may ask for.
	spent, over bool
	// new says that the person had no number before.
	new bool
}

// By is the person who speaks; 0 for none.
func (p *Speech) By() int { return p.by }

// Outcome is what came of the conversation.
func (p *Speech) Outcome() Outcome { return p.answers.Outcome }

// Understand turns what was said into a command; ok is false when there is none: nothing was meant, or a
// question was asked.
func (p *Speech) Understand() (cmd life.Command, ok bool, err error) {
	cmd, ok, err = p.understand()
	if p.hushed(cmd.Verb, ok) {
		p.answers.Outcome = Outcome{}
		return life.Command{}, false, nil
	}
	return cmd, ok, err
}

func (p *Speech) understand() (cmd life.Command, ok bool, err error) {
	if verb, _ := dialog.Verb(p.said.Line); p.by == 0 && verb != permission.Follow {
		// Person 0 is the program itself, which may do anything; a channel may say its code and no more.
		return cmd, false, nil
	}
	switch {
	case p.said.Edited:
		return p.edited()
	case p.said.Line != "":
		return p.line(p.said.Line)
	case p.said.Album != "" && len(p.said.Photos) > 0 && p.albumOf() != nil:
		return p.alsoInAlbum()
	case p.said.Album != "" && p.said.Unkept != "" && p.albumOf() != nil:
		return cmd, false, p.unkept("refuse.media.album")
	case p.said.Reply != nil && p.said.Reply.Own:
		return p.replied()
	case p.said.Raise:
		return p.parsed(permission.Raise, p.said.Text)
	case !p.said.Chat.Private:
		return cmd, false, nil
	}
	if d := p.dialogs.waiting(); d != nil {
		return p.fill(d, p.said.Text)
	}
	return p.offer()
}

// line reads a command line as typed or pressed.
func (p *Speech) line(line string) (cmd life.Command, ok bool, err error) {
	verb, rest := dialog.Verb(line)
	switch verb {
	case fillVerb, pageVerb:
		return p.pressed(verb, rest)
	case permission.Cancel:
		if rest != "" {
			return cmd, false, leftOver(rest)
		}
		return p.cancel()
	}
	if _, known := p.Verbs.Fields(verb, form.Values{}); !known {
		if p.said.Press {
			return cmd, false, refusal("refuse.stale")
		}
		if p.said.Chat.Private {
			return cmd, false, refusal("refuse.unknown", say.Args{"Verb": say.Text("/" + short(string(verb)))})
		}
		return cmd, false, nil
	}
	return p.parsed(verb, rest)
}

// parsed reads the values that follow a verb, and asks for what is missing.
func (p *Speech) parsed(verb permission.Verb, rest string) (cmd life.Command, ok bool, err error) {
	if verb == permission.Setup {
		// Its words come in any order, and the chat tells the rest: see founding.
		founding, rest := p.founding(*p.said)
		if rest != "" {
			return cmd, false, leftOver(rest)
		}
		cmd = p.base()
		cmd.Verb, cmd.Values = verb, founding
		return cmd, true, nil
	}
	if p.s.Head() == nil {
		return cmd, false, refusal("refuse.not_set_up")
	}
	if !free(verb) {
		if err := p.spend(); err != nil {
			return cmd, false, err
		}
	}
	got := form.Values{}
	if verb == permission.Raise {
		rest = p.withReplied(rest)
		if rest == "" && len(p.said.Photos) > 0 {
			got["text"] = ""
		}
	}
	if err := p.byReply(verb, got); err != nil {
		return cmd, false, err
	}
	wish, err := p.reader().Line(verb, rest, got)
	return p.complete(verb, got, wish, err)
}

// withReplied lets a "/raise" in reply to somebody's message raise that message.
func (p *Speech) withReplied(rest string) string {
	r := p.said.Reply
	if rest == "" && r != nil && !r.Own {
		p.said.Photos, p.said.Unkept = append(p.said.Photos, r.Photos...), cmp.Or(p.said.Unkept, r.Unkept)
		return r.Text
	}
	return rest
}

// byReply takes the person from the message that is replied to.
func (p *Speech) byReply(verb permission.Verb, got form.Values) error {
	fields, _ := p.Verbs.Fields(verb, got)
	for _, f := range fields {
		if (f.Kind == form.Person || f.Kind == form.Guest) && p.said.Reply != nil && !p.said.Reply.Own {
			if p.said.Reply.User.Bot || people.Nobody(p.said.Reply.User.ID) {
				return refusal("refuse.a_bot")
			}
			got[f.Name] = personValue(p.person(p.said.Reply.User, false))
			return nil // whoever is named beside is named in words
		}
	}
	return nil
}

// complete makes a command of values, or asks for the first that is missing or wrong.
func (p *Speech) complete(
	verb permission.Verb, got form.Values, wish bool, problem error,
) (cmd life.Command, ok bool, err error) {
	if err := p.mayRaise(verb); err != nil {
		return cmd, false, err
	}
	p.tried = &attempt{verb, got, wish}
	if p.said.Unkept != "" {
		return cmd, false, p.unkept("refuse.media")
	}
	f, missing := dialog.Missing(p.Verbs, verb, got, wish)
	var wrong *dialog.Problem
	if errors.As(problem, &wrong) {
		if wrong.Kind == dialog.LeftOver && wrong.Field.Name == "" {
			return cmd, false, leftOver(wrong.Given)
		}
		f, missing = wrong.Field, true
	}
	if !missing {
		f, missing = p.unsaid(verb, got)
	}
	if missing {
		// What will be refused whatever else is said is refused before more is asked for.
		early := p.command(verb, got)
		if len(early.Cases) > 0 {
			early.Case = 0 // what one of several stands against is told of that one
		}
		if err := life.Early(p.s, early); err != nil {
			return cmd, false, err
		}
	}
	if err := p.named(got); err != nil {
		return cmd, false, err
	}
	cmd = p.command(verb, got)
	if !missing {
		return cmd, true, nil
	}
	if err := p.amiss(cmd, got); err != nil {
		return cmd, false, err
	}
	if err := p.spendAloud(); err != nil {
		return cmd, false, err
	}
	p.ask(verb, got, f, wish, problemOf(wrong))
	return cmd, false, nil
}

// command is what a verb and its values mean.
func (p *Speech) command(verb permission.Verb, got form.Values) life.Command {
	cmd := dialog.Build(p.Verbs, verb, p.reading(got), p.base())
	cmd.Person = cmp.Or(personOf(got["person"]), personOf(got["guest"]), personOf(got["through"]))
	return cmd
}

// unsaid is what must be said in private though it may be left out in the group: whether a matter is raised with the
// name. In the group everybody sees who writes; who writes in private may count on not being named unasked.
func (p *Speech) unsaid(verb permission.Verb, got form.Values) (f form.Field, ok bool) {
	if !p.said.Chat.Private {
		return f, false
	}
	fields, _ := p.Verbs.Fields(verb, got)
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Firm && got[f.Name] == "" })
	if i < 0 {
		return f, false
	}
	return fields[i], true
}

// unkept refuses what comes with media that are not kept: who sent them would think that they were.
func (p *Speech) unkept(id string) error {
	return refusal(id, say.Args{"Media": say.Msg("media." + p.said.Unkept)})
}

// leftOver refuses what has words at its end that nothing takes: to drop them might do what nobody meant.
func leftOver(words string) error {
	if words == "" {
		return refusal("refuse.left_over.vote")
	}
	return refusal("refuse.left_over", say.Args{"Text": say.Text(short(words))})
}

// base is what every command has from what was said.
func (p *Speech) base() life.Command {
	cmd := life.Command{
		At: p.said.At.In(p.s.Location()), By: p.by, Admin: p.said.Admin, Owner: p.said.Owner, Code: p.said.Code,
		Photos: p.said.Photos, Seed: p.said.Seed, Seal: ballot.SealPaper, Aloud: !p.said.Press && !p.said.Chat.Private,
	}
	if !p.said.Chat.Private {
		cmd.Chat, cmd.InGroup = p.said.Chat.ID, p.said.Chat.Closed
	}
	return cmd
}

func (p *Speech) reader() dialog.Reader {
	return dialog.Reader{
		Verbs: p.Verbs, Words: p.Words, Now: p.said.At.In(p.s.Location()), Days: p.s.Days(), Languages: p.tags(),
	}
}

// named puts the number of a person in the place of an @name: a question that waits must not keep the name of
// somebody who may be erased meanwhile.
func (p *Speech) named(got form.Values) error {
	for _, field := range []string{"person", "guest", "through", "witness"} {
		value, ok := got[field]
		if name, at := strings.CutPrefix(value, "@"); field == "guest" && at {
			value = name
		} else if field == "guest" {
			continue // a role, or a number already
		}
		if !ok || value == "" || personOf(value) != 0 {
			continue
		}
		n := p.s.Named(value)
		if n == 0 {
			return life.Amiss(field, refusal("refuse.no_name", say.Args{"Name": say.Text("@" + short(value))}))
		}
		got[field] = personValue(n)
	}
	return nil
}

// reading is what the values of a verb are read from: what was said, and what the chat tells of itself.
func (p *Speech) reading(got form.Values) life.Reading {
	return life.Reading{
		Said: got, Zone: p.s.Location(), Thread: p.said.Chat.Thread, Means: p.word, Other: p.said.Other,
	}
}

func personValue(n int) string { return "#" + itoa(n) }

func personOf(value string) int {
	rest, ok := strings.CutPrefix(value, "#")
	if !ok {
		return 0
	}
	return atoi(rest)
}
