package talk

import "echowall/flows/permission"

// hushed tells whether somebody is muted who says something in a group, or presses there, by which the others would be
// disturbed. Whole commands by which they have the say that is theirs are heard; that they may not press a button, only
// they are told.
func (p *Speech) hushed(verb permission.Verb, whole bool) bool {
	switch {
	case !p.mutedHere():
		return false
	case !p.said.Press:
		return !whole || !permission.Owed(verb)
	case p.tried != nil:
		verb = p.tried.verb
	}
	return !permission.Owed(verb) && !permission.Puts(verb)
}

// mutedHere tells whether somebody who is muted speaks where others hear it.
func (p *Speech) mutedHere() bool {
	if p.said.Chat.Private || p.s.Head() == nil || p.by == 0 {
		return false
	}
	return !p.s.Person(p.by).MutedUntil(p.said.At).IsZero()
}
