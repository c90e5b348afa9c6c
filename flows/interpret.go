package flows

import (
	"errors"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/residency"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/flows/ties"
)

// interpret finds out what an input means and does it on the sheet of d. A refusal is an answer, not an error;
// any other error is a fault of the program.
func (t *batch) interpret(in Input, d *done) error {
	s := d.sheet
	t.want(in, s)
	if in.Tick != "" {
		d.cause = string(proof.FromClock)
		if talk.IsDialog(in.Tick) {
			d.keep = talk.TimeOut(s.Records, in.Tick, in.At)
			return nil
		}
		if in.Tick == refresh {
			t.happen(d, office.Refresh(s, t.engine.daysAround, in.At))
			return nil
		}
		t.happen(d, community.Tick(s, in.Tick, in.At))
		return nil
	}
	if in.Rollback != nil {
		rollBack(t, in, d)
		return nil
	}
	if in.Dispatch != nil {
		t.receive(in, d)
		return nil
	}
	if in.Filing != nil {
		return t.file(in, d)
	}
	if in.Moved != nil || in.Standing != nil || in.Reach != nil || in.Bid != nil || in.Here != nil {
		t.standing(in, d)
		return nil
	}
	return t.converse(in, d)
}

// want notes what will be read of an input, as far as that can be told before anything is read: so it is read at once.
func (t *batch) want(in Input, s *life.State) {
	switch {
	case in.Tick != "":
		community.Want(s, in.Tick)
		if in.Tick == rounds.Whole {
			s.Want(headRecord)
		}
	case in.Dispatch != nil:
		s.Want(receivedKey(in.Dispatch.From))
		ties.Want(s, *in.Dispatch)
	case in.Filing != nil:
		s.Want(record.HeadKey, record.HoldersKey, filedKey(in.Filing.Token))
	default:
		t.engine.talk().Want(s, in.said(t.id, t.seed))
	}
}

// converse lets a person be understood, does what they want and has them answered.
func (t *batch) converse(in Input, d *done) error {
	speech := t.engine.talk().Listen(d.sheet, in.said(t.id, t.seed))
	d.meta.By = speech.By()
	err := t.carryOut(speech, d)
	var refusal *life.Refusal
	if errors.As(err, &refusal) && refusal.Reason == life.AskGroup && !in.Asked {
		d.reply.Refused, d.reply.Reason = true, refusal.Reason
		return nil
	}
	if errors.As(err, &refusal) {
		d.reply.Refused = !speech.Refuse(refusal)
	} else if err != nil {
		return &panicked{cause: err}
	}
	d.hear(speech.Outcome())
	return nil
}

// carryOut lets the domain decide on what somebody wants, if that is anything, and lays what follows onto the sheet.
func (t *batch) carryOut(speech *talk.Speech, d *done) error {
	cmd, ok, err := speech.Understand()
	if err != nil || !ok {
		return err
	}
	result, err := t.engine.Verbs.Decide(d.sheet, cmd)
	if err != nil {
		return err
	}
	d.cause, d.meta.By = string(cmd.Verb), cmd.By
	t.happen(d, speech.Marked(cmd, result.Events))
	d.notices = speech.Close(cmd, result, d.notices)
	return nil
}

// hear takes what came of a conversation.
func (d *done) hear(o talk.Outcome) {
	d.events = append(o.Joined, d.events...)
	d.notices = append(d.notices, o.Notices...)
	d.met, d.left, d.pace = o.Met, o.Left, o.Pace
	d.keep = d.keep || o.Keep
	d.reply.Toast, d.reply.Language, d.reply.Whispers = o.Toast, o.Language, o.Whispers
}

// standing notes what happened to the chat or to the person's private chat.
func (t *batch) standing(in Input, d *done) {
	s := d.sheet
	if s.Head() == nil {
		return
	}
	d.cause, d.keep = string(proof.FromChat), in.Here == nil
	switch {
	case in.Moved != nil && office.Sits(s, in.Moved.From):
		t.happen(d, []life.Event{office.ChatMoved{From: in.Moved.From, To: in.Moved.To}})
	case in.Bid != nil:
		d.notices = append(d.notices, office.Outbid(s, in.Bid.Holds, say.Args{
			"Chat": say.Text(in.Bid.Chat), "By": say.Text(in.Bid.By), "Other": in.Bid.Other,
		})...)
	case in.Reach != nil:
		if p := s.Known(in.User.ID); p != 0 {
			s.Reach(p, *in.Reach)
			t.happen(d, office.Reached(s, p, *in.Reach))
		}
	case in.Here != nil && in.Chat.ID == s.Head().Chat:
		t.happen(d, office.Seen(s, s.Known(in.User.ID), *in.Here))
		if n := s.Known(in.User.ID); n != 0 && !*in.Here {
			t.happen(d, residency.Found(s, n, false))
		}
	case in.Standing != nil && in.Chat.ID == s.Head().Chat &&
		(s.Head().Present != in.Standing.Present || s.Head().Pin != in.Standing.Pin):
		e := office.StandingChanged{
			Present: in.Standing.Present, Pin: in.Standing.Pin, Back: in.Standing.Present && !s.Head().Present,
		}
		t.happen(d, []life.Event{e})
	}
}

// happen applies events and gathers what must be told of them.
func (t *batch) happen(d *done, events []life.Event) {
	if len(events) > 0 {
		d.meta.Journal = t.journalHead(d.sheet)
	}
	for _, e := range events {
		life.Apply(d.sheet, e, d.meta)
	}
	// Only then is it told of any: what comes next, which every echo says, is what is true when all has happened.
	for _, e := range events {
		d.notices = append(d.notices, life.Announce(d.sheet, e, d.meta)...)
	}
	d.events = append(d.events, events...)
	d.keep = d.keep || len(events) > 0
}
