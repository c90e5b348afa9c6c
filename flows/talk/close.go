package talk

import (
	"slices"

	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Close ends the conversation about a command that was carried out: it keeps what later ones lean on, ends the
// dialog, and answers. notices is what others are told of it; what it gives back takes their place.
func (p *Speech) Close(cmd life.Command, result life.Result, notices []say.Notice) []say.Notice {
	p.raised(cmd, result.Events)
	p.afterwards(cmd, result.Events)
	p.originsOf(cmd, result.Events, notices)
	p.dialogs.close()
	if !p.said.Chat.Private {
		// The group has seen the photos of what was raised in it.
		notices = slices.DeleteFunc(notices, func(n say.Notice) bool { return n.Kind == say.Relayed })
	}
	answer := result.Answer
	if answer.Unwritten || answer.Kind == say.Secret || !p.heardAnyway(notices) {
		p.answer(answer)
	}
	return notices
}

// afterwards keeps who a person is to Telegram, and what language they chose.
func (p *Speech) afterwards(cmd life.Command, events []life.Event) {
	switch cmd.Verb {
	case permission.Setup:
		p.s.Learn(p.profile(p.said.User, 1, false))
		p.Met = append(p.Met, p.said.User.ID)
	case permission.Behalf:
		p.nameOf(cmd, events)
	case permission.Erase:
		if len(events) > 0 {
			forget(p.s.Records, p.said.User.ID)
			p.Pace = nil
			p.Left = append(p.Left, p.said.User.ID)
		}
	case permission.Language:
		if len(events) == 0 {
			if chosen, is := cmd.Values.(office.Language); is {
				p.s.Speak(p.by, chosen.Language)
			}
			p.Keep = true
		}
	}
	if x := p.s.Person(p.by); cmd.Verb == permission.Start && x != nil && len(x.Grants) > 0 {
		p.Notices = append(p.Notices, say.Notice{To: say.Address{Person: p.by}, View: say.MenuView(p.by)})
	}
}

// nameOf keeps the name of somebody without Telegram for whom a matter was entered; an anonymous one is not
// kept at all.
func (p *Speech) nameOf(cmd life.Command, events []life.Event) {
	said, is := cmd.Values.(intake.Behalf)
	for _, e := range events {
		if joined, ok := e.(personnel.PersonJoined); ok && is && !said.Anonymous && joined.Person != p.by {
			p.s.Learn(people.Profile{Person: joined.Person, Name: said.Name})
		}
	}
}

// originsOf keeps which message and which album the cases raised came from.
func (p *Speech) originsOf(cmd life.Command, events []life.Event, notices []say.Notice) {
	album := 0
	for _, e := range events {
		if raised, ok := e.(intake.CaseRaised); ok {
			album = raised.Case
			p.originOf(raised.Case, notices)
		}
	}
	if cmd.Verb != permission.Photo {
		p.belongs(album)
	}
}

// source is the message that a command began with.
func (p *Speech) source() int {
	if p.filled != nil {
		return p.filled.Source
	}
	return p.said.Message
}

// originOf keeps which message a case came from: its author may edit it, and in a group the card answers it.
func (p *Speech) originOf(number int, notices []say.Notice) {
	message := p.source()
	if message == 0 {
		return
	}
	record.SetExtra(p.s.Records, originKey(p.said.Chat.ID, message), &origin{Case: number})
	if p.said.Chat.Private {
		return
	}
	record.SetExtra(p.s.Records, sourceKey(say.CardView(number)), &source{Chat: p.said.Chat.ID, Message: message})
	for i := range notices {
		if notices[i].View == say.CardView(number) {
			notices[i].Reply = message
		}
	}
}
