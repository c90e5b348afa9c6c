package talk

import (
	"echowall/flows/dialog"
	"echowall/flows/fit"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
)

// edited follows an edit of the message a case came from. Other edits mean nothing: what was said is done.
func (p *Speech) edited() (cmd life.Command, ok bool, err error) {
	from := record.Extra[origin](p.s.Records, originKey(p.said.Chat.ID, p.said.Message))
	if from == nil || life.Early(p.s, life.Command{Verb: permission.Reword, By: p.by, Case: from.Case}) != nil {
		return cmd, false, nil
	}
	text := p.said.Text
	if verb, rest := dialog.Verb(p.said.Line); verb == permission.Raise {
		text = rest
	}
	cmd = p.base()
	cmd.Verb, cmd.Case, cmd.Values = permission.Reword, from.Case, life.Prose{Text: fit.Text(text)}
	return cmd, true, nil
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
	if life.Early(p.s, cmd) != nil {
		return cmd, false, nil
	}
	return cmd, true, nil
}
