package talk

import (
	"errors"
	"maps"
	"slices"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// attempt is a command as far as it was understood.
type attempt struct {
	verb permission.Verb
	got  form.Values
	wish bool
}

// Refuse answers that nothing is done, and why. Where one value was wrong it alone is asked for again, and what else
// was said is kept; asked tells whether that was so. A question that could not be answered rightly waits no longer.
func (p *Speech) Refuse(r *life.Refusal) (asked bool) {
	if p.mutedHere() && !p.said.Press {
		p.answers.Outcome = Outcome{}
		return false
	}
	if full := (*life.Refusal)(nil); errors.As(p.spendAloud(), &full) {
		r = full
	}
	if f, got, ok := p.wrong(r); ok {
		p.ask(p.tried.verb, got, f, p.tried.wish, &r.Message)
		return true
	}
	if p.filled != nil && !picks(p.filled.Field.Kind) && p.dialogs.close() {
		p.Keep = true
	}
	if len(p.Met) > 0 {
		p.Keep = false // that somebody spoke for the first time and was refused is not kept
	}
	p.belongs(0)
	if p.over {
		p.tellTooMuch(r)
		return false
	}
	p.answer(say.Notice{Message: r.Message})
	return false
}

// wrong is the field that a refusal is about, and what else was said.
func (p *Speech) wrong(r *life.Refusal) (f form.Field, rest form.Values, ok bool) {
	if p.tried == nil || r.Field == "" {
		return f, nil, false
	}
	fields, _ := p.Verbs.Fields(p.tried.verb, p.tried.got)
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Name == r.Field })
	if i < 0 {
		return f, nil, false
	}
	rest = maps.Clone(p.tried.got)
	delete(rest, r.Field)
	return fields[i], rest, true
}

// picks tells whether a kind of value picks one of several things: where one does not fit, another may.
func picks(k form.Kind) bool {
	return slices.Contains([]form.Kind{
		form.CaseNo, form.CaseList, form.TaskNo, form.BallotNo, form.MeetingNo, form.TieNo, form.Person, form.Guest,
	}, k)
}

// amiss refuses a command that lacks something for a value that it has: whatever else is said, it will be refused. What
// it is about must have been said, for no decision is asked of a case or a person that is not there.
func (p *Speech) amiss(cmd life.Command, got form.Values) error {
	fields, _ := p.Verbs.Fields(cmd.Verb, got)
	if slices.ContainsFunc(fields, func(f form.Field) bool { return picks(f.Kind) && !f.Optional && got[f.Name] == "" }) {
		return nil
	}
	_, err := p.Verbs.Decide(p.s, cmd)
	var r *life.Refusal
	if errors.As(err, &r) && got[r.Field] != "" {
		return r
	}
	return nil // what it lacks is asked for
}
