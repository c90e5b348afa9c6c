package talk

import (
	"strings"

	"echowall/flows/convening"
	"echowall/flows/dialog"
	"echowall/flows/fit"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// replied reads an answer in words to something the bot wrote. Talk below an echo that means no command is left alone.
func (p *Speech) replied() (cmd life.Command, ok bool, err error) {
	on := record.Extra[About](p.s.Records, AboutKey(p.said.Chat.ID, p.said.Reply.Message))
	if on == nil || on.Line == "" {
		return p.unasked()
	}
	verb, rest := dialog.Verb(on.Line)
	switch verb {
	case fillVerb:
		if d := p.dialogs.waiting(); d != nil && d.ID == rest {
			return p.fill(d, p.said.Text)
		}
		return cmd, false, refusal("refuse.stale")
	case permission.Case:
		return p.underCard(rest)
	}
	if verb, rest = p.now(verb, rest); verb == permission.Statement {
		return p.spoken(rest)
	}
	got := form.Values{}
	if _, err := p.reader().Line(verb, rest, got); err != nil {
		// The line was written by an older program.
		return cmd, false, refusal("refuse.stale")
	}
	if _, missing := dialog.Missing(p.Verbs, verb, got, false); !missing {
		if meaning := p.meaning(); meaning != "confirm" && meaning != "yes" {
			return cmd, false, refusal("refuse.words", say.Args{"Text": say.Text(short(p.said.Text))})
		}
		return p.complete(verb, got, false, nil)
	}
	wish, err := p.reader().Line(verb, p.said.Text, got)
	return p.complete(verb, got, wish, err)
}

// now is what an answer in words to a meeting means as the meeting stands: which dates suit while it is polled,
// a statement while it is under way on one case, else whether one comes.
func (p *Speech) now(verb permission.Verb, rest string) (permission.Verb, string) {
	if verb != permission.RSVP {
		return verb, rest
	}
	got := form.Values{}
	if _, err := p.reader().Line(verb, rest, got); err != nil {
		return verb, rest
	}
	m := p.s.Meeting(atoi(got["meeting"]))
	switch {
	case m == nil:
	case m.Poll != nil && m.At.IsZero():
		return permission.Suit, rest
	case len(m.Cases) == 1 && convening.Speaks(p.s, p.by, m.Cases[0], p.said.At):
		return permission.Statement, itoa(m.Cases[0])
	}
	return verb, rest
}

// meaning is the canonical word of what was said, where all of it is one.
func (p *Speech) meaning() string {
	return p.word(strings.Trim(p.said.Text, " 。.!！~～"))
}

// underCard reads a reply to an echo or a card: "附议" supports the case; other talk is for the people, not for the bot.
func (p *Speech) underCard(number string) (cmd life.Command, ok bool, err error) {
	if p.meaning() == "support" {
		return p.parsed(permission.Support, number)
	}
	if convening.Speaks(p.s, p.by, atoi(number), p.said.At) {
		return p.spoken(number)
	}
	return p.unasked()
}

// spoken is a reply that is a statement in a meeting.
func (p *Speech) spoken(number string) (cmd life.Command, ok bool, err error) {
	got := form.Values{"case": number, "reply": "yes"}
	if err := p.reader().Answer(form.Field{Name: "text", Kind: form.Text}, p.said.Text, got); err != nil {
		return cmd, false, nil // a thumb or a photo is no statement
	}
	return p.complete(permission.Statement, got, false, nil)
}

// unasked is talk in reply to the bot that answers nothing: in the group it is left alone, in private it may be
// an issue.
func (p *Speech) unasked() (cmd life.Command, ok bool, err error) {
	if p.said.Raise {
		return p.parsed(permission.Raise, p.said.Text)
	}
	if !p.said.Chat.Private {
		return cmd, false, nil
	}
	if d := p.dialogs.waiting(); d != nil {
		return p.fill(d, p.said.Text)
	}
	return p.offer()
}

// offer asks whether what somebody wrote in private is to be an issue, and under which name.
func (p *Speech) offer() (cmd life.Command, ok bool, err error) {
	if p.said.Unkept != "" {
		return cmd, false, p.unkept("refuse.media")
	}
	text := strings.TrimSpace(fit.Text(p.said.Text))
	if text == "" && len(p.said.Photos) == 0 {
		return cmd, false, refusal("refuse.not_text")
	}
	if p.s.Head() == nil {
		return cmd, false, refusal("refuse.not_set_up")
	}
	switch p.meaning() {
	case "yes", "no", "abstain":
		// A vote that was not said in reply to its ballot is no issue, and if it was to be secret it must not be kept.
		return cmd, false, refusal("refuse.reply_to_vote")
	}
	if err := life.Muted(p.s, life.Command{Verb: permission.Raise, By: p.by, At: p.said.At}); err != nil {
		return cmd, false, err
	}
	got := form.Values{}
	err = p.reader().Answer(form.Field{Name: "text", Kind: form.Text}, text, got)
	if err != nil && len(p.said.Photos) == 0 {
		return cmd, false, refusal("refuse.not_text")
	}
	got["text"] = text
	f, _ := dialog.Missing(p.Verbs, permission.Raise, got, true)
	p.ask(permission.Raise, got, f, true, nil)
	return cmd, false, nil
}
