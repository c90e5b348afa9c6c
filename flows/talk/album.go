package talk

import (
	"echowall/flows/dialog"
	"echowall/flows/fit"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// edited follows an edit of the message a case came from. Other edits mean nothing: what was said is done, and an edit
// into a command is none.
func (p *Speech) edited() (cmd life.Command, ok bool, err error) {
	from := record.Extra[origin](p.s.Records, originKey(p.said.Chat.ID, p.said.Message))
	if from == nil {
		return cmd, false, nil
	}
	text, is := p.matter()
	c := p.s.Case(from.Case)
	if !is || c == nil || c.Raiser != p.by {
		return cmd, false, nil
	}
	if c.Closed != nil {
		return cmd, false, refusal("refuse.reworded_late", life.CaseArgs(c, say.Args{
			"Outcome": say.Msg("outcome." + string(c.Closed.Outcome)),
		}))
	}
	if err := p.spend(); err != nil {
		return cmd, false, err
	}
	cmd = p.base()
	cmd.Verb, cmd.Case, cmd.Values = permission.Reword, from.Case, life.Prose{Text: fit.Text(text)}
	return cmd, true, nil
}

// matter is what an edited message raises: all of it, or what follows the command by which a matter is raised. It is
// none where the message became another command.
func (p *Speech) matter() (text string, ok bool) {
	if p.said.Line == "" {
		return p.said.Text, true
	}
	verb, rest := dialog.Verb(p.said.Line)
	if verb != permission.Raise && verb != permission.Again {
		return "", false
	}
	got := form.Values{}
	_, err := p.reader().Line(verb, rest, got)
	return got["text"], err == nil
}

// albumOf is what an album began: a case, or with number 0 a question or another command, which may have been refused;
// nil when it began nothing.
func (p *Speech) albumOf() *origin {
	if from := record.Extra[origin](p.s.Records, albumKey(p.said.Chat.ID, p.said.Album)); from != nil {
		return from
	}
	if p.dialogs.ofAlbum(p.said.Album) != nil {
		return &origin{}
	}
	return nil
}

// belongs notes that the rest of an album belongs to a case; with number 0 to what was done, or refused, with its first
// message: it begins nothing new.
func (p *Speech) belongs(to int) {
	if p.said.Album == "" || p.s.Head() == nil {
		return
	}
	if to == 0 && record.Extra[origin](p.s.Records, albumKey(p.said.Chat.ID, p.said.Album)) != nil {
		return // it began something, of which this is an edit or an answer
	}
	record.SetExtra(p.s.Records, albumKey(p.said.Chat.ID, p.said.Album), &origin{Case: to})
	p.Keep = true
}

// alsoInAlbum adds a photo to what the first message of its album began.
func (p *Speech) alsoInAlbum() (cmd life.Command, ok bool, err error) {
	from := p.albumOf()
	if from.Case == 0 {
		if d := p.dialogs.ofAlbum(p.said.Album); d != nil {
			p.dialogs.add(d, p.said.Photos)
			p.Keep = true
		}
		return cmd, false, nil
	}
	cmd = p.base()
	cmd.Verb, cmd.Case = permission.Photo, from.Case
	if c := p.s.Case(from.Case); c == nil || c.Raiser != p.by {
		return cmd, false, nil // it is not theirs to add to
	}
	if life.Early(p.s, cmd) != nil {
		return cmd, false, refusal("refuse.photo_late", say.Args{"Case": say.Case(from.Case)})
	}
	return cmd, true, nil
}
