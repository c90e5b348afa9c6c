package office

import (
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/rounds"
	"echowall/flows/say"
)

// keeping takes a procedure of the operator's own into the journal of the community; nothing where it comes with the
// program, nor where other words of the version are kept: cases go by those to their end.
func keeping(s *life.State, p *procedure.Procedure) []life.Event {
	e := MethodKept{ID: p.ID, Version: p.Version, Text: s.Methods().Text(p.ID, p.Version)}
	if e.Text == "" || otherwise(s, e) {
		return nil
	}
	return life.One(e)
}

// otherwise tells whether other words of a version of a procedure are kept.
func otherwise(s *life.State, e MethodKept) bool {
	kept := record.Get[record.Kept](s.Cache, record.MethodKey(e.ID, e.Version))
	return kept != nil && kept.Text != e.Text
}

// renewed takes over what is new of the community's procedure: a higher version, or the words of one that is not kept
// yet.
func renewed(s *life.State) []life.Event {
	h := s.Head()
	now, kept := s.Current(), s.KeptMethod(h.Method, h.Version) // read at once
	latest, ok := s.Methods().Latest(h.Method)
	switch {
	case ok && latest.Version > h.Version:
		events := append(keeping(s, latest), MethodRenewed{ID: latest.ID, Version: latest.Version})
		return append(events, rounds.SchedulesSet{List: rounds.By(s, latest)})
	case kept == nil && now != nil:
		return keeping(s, now)
	}
	return nil
}

// MethodKept keeps the words of a procedure of the operator's own.
type MethodKept struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

// Apply implements life.Event.
func (e MethodKept) Apply(s *life.State, _ life.Meta) {
	record.Put(s.Cache, record.MethodKey(e.ID, e.Version), &record.Kept{Text: e.Text})
}

// Tell implements life.Event.
func (e MethodKept) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// MethodRenewed lets new cases begin under a higher version of the community's procedure.
type MethodRenewed struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// Apply implements life.Event.
func (e MethodRenewed) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	h.Method, h.Version = e.ID, e.Version
}

// Tell implements life.Event.
func (e MethodRenewed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	args := say.Args{"Procedure": say.Names(s.Current().Names), "Version": say.Num(e.Version)}
	for _, p := range s.Secretaries() {
		n.Person(p, say.New("notice.method_renewed", args))
	}
	n.Wall()
}

// chosen is the procedure that a setting names. Settings of former days do not say which version.
func (e SettingChanged) chosen(s *life.State) (id string, version int) {
	h := s.Head()
	if e.Version > 0 {
		return e.Value, e.Version
	}
	if latest, ok := s.Methods().Latest(e.Value); ok {
		return latest.ID, latest.Version
	}
	return h.Method, h.Version
}
