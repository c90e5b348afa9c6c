package talk

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"time"

	"echowall/flows/bucket"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Pace is how much somebody has asked for lately: how full the buckets are, and when it was last said that one is. It
// lies under the account and goes with it. Of who has no number, having done nothing yet, no account is kept: they
// share a few buckets.
type Pace struct {
	Commands time.Time `json:"commands,omitzero"`
	Raises   time.Time `json:"raises,omitzero"`
	Told     time.Time `json:"told,omitzero"`
	key      string
}

func paceKey(user int64) string { return "x:pace:" + strconv.FormatInt(user, 10) }

// strangers is how many buckets those without a number share: enough that two of them hardly meet, and so few that
// which it is does not tell who.
const strangers = 512

func strangersKey(user int64) string {
	sum := sha256.Sum256(strconv.AppendInt(nil, user, 10))
	return "x:stranger:" + strconv.Itoa(int(binary.BigEndian.Uint32(sum[:])%strangers))
}

// wantPace wants both, for it is not known yet whether somebody has a number.
func wantPace(s *life.State, user int64) { s.Want(paceKey(user), strangersKey(user)) }

// Keep keeps the pace, also where nothing else is kept of what was said: a refusal counts as well.
func (p *Pace) Keep(s *record.Records) {
	if p != nil {
		record.SetExtra(s, p.key, p)
	}
}

// How long it is not said again that somebody asks for too much: in a group, where others read it, and in private.
const (
	toldInGroup   = time.Hour
	toldInPrivate = time.Minute
)

// free tells whether a command takes nothing out of what one may ask for: a vote, a judgement and what else the bot has
// asked for is never too much, nor is coming and going. One that fails counts as others do; see spendAloud.
func free(v permission.Verb) bool {
	switch v {
	case permission.Vote, permission.Mark, permission.Rate, permission.RSVP, permission.Suit, permission.CheckIn,
		permission.Confirm, permission.Witness, permission.Brought, permission.Start, permission.Cancel,
		permission.Erase, permission.Privacy, permission.Setup, fillVerb, pageVerb:
		return true
	}
	return false
}

// raises tells whether a command brings a matter in under the name of whoever gives it.
func raises(v permission.Verb) bool { return v == permission.Raise || v == permission.Again }

// pace is a copy of the person's.
func (p *Speech) pace() *Pace {
	key, now := paceKey(p.said.User.ID), Pace{}
	if p.new {
		key = strangersKey(p.said.User.ID)
	}
	if kept := record.Extra[Pace](p.s.Records, key); kept != nil {
		now = *kept
	}
	now.key = key
	return &now
}

// keeps notes the pace from now on.
func (p *Speech) keeps(now *Pace) {
	p.Pace = now
	now.Keep(p.s.Records)
}

// spend takes one out of the commands that the person may give.
func (p *Speech) spend() error {
	if p.s.Head() == nil || p.said.User.ID == 0 {
		return nil
	}
	p.spent = true
	now, size := p.pace(), p.s.Head().Limits.Minute()
	if !room(p, size, now.Commands) {
		return p.tooMuch("refuse.commands_many")
	}
	now.Commands = size.Add(now.Commands, p.said.At)
	p.keeps(now)
	return nil
}

// spendAloud takes out what is never too much where it failed or lacks something: that can be done as often as anything
// else, and in the group everybody reads the answer.
func (p *Speech) spendAloud() error {
	if p.spent || p.filled != nil || p.said.Press || p.said.Chat.Private {
		return nil
	}
	return p.spend()
}

// mayRaise refuses one matter more than somebody may bring in in a day.
func (p *Speech) mayRaise(verb permission.Verb) error {
	if size := p.s.Head().Limits.Day(); raises(verb) && !room(p, size, p.pace().Raises) {
		return p.tooMuch("refuse.raises_many")
	}
	return nil
}

// raised takes the matters that came of a command out of those that the person may bring in.
func (p *Speech) raised(cmd life.Command, events []life.Event) {
	for _, e := range events {
		if _, ok := e.(intake.CaseRaised); ok && raises(cmd.Verb) {
			now := p.pace()
			now.key = paceKey(p.said.User.ID) // who raises something has a number from now on
			now.Raises = p.s.Head().Limits.Day().Add(now.Raises, p.said.At)
			p.keeps(now)
		}
	}
}

// room tells whether there is room in a bucket. Who the person is is looked at only where it matters.
func room(p *Speech, size bucket.Size, level time.Time) bool {
	if size.Room(level, p.said.At, false) {
		return true
	}
	x := p.s.Person(p.by)
	return x != nil && len(x.Grants) > 0 && size.Room(level, p.said.At, true)
}

// tooMuch refuses what goes into no bucket any more.
func (p *Speech) tooMuch(id string) error {
	p.over = true
	return refusal(id)
}

// tellTooMuch answers who asks for too much so that others need not read it: a press by a toast, and else in private
// where that can be, once in a while.
func (p *Speech) tellTooMuch(r *life.Refusal) {
	n := say.Notice{Message: r.Message}
	if p.said.Press {
		p.answer(n)
		return
	}
	now, rest := p.pace(), toldInGroup
	if p.said.Chat.Private {
		rest = toldInPrivate
	}
	if now.Told.Add(rest).After(p.said.At) && !now.Told.After(p.said.At) {
		return
	}
	now.Told = p.said.At
	p.keeps(now)
	if profile := p.s.Profile(p.by); !p.said.Chat.Private && profile != nil && profile.Reachable {
		n.To, n.Class = say.Address{Person: p.by}, say.Answer
		p.Notices = append(p.Notices, n)
		return
	}
	p.answer(n)
}
