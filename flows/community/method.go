package community

import (
	"strconv"

	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Kept is a procedure of the operator's own as the community took it over, in its own words. Cases go by it to their end, whatever
// becomes of the file it came from.
type Kept struct {
	Text string `json:"text"`
}

func methodKey(id string, version int) string { return "method:" + id + ":" + strconv.Itoa(version) }

// KeptMethod is a procedure of the operator's own as the community keeps it; nil when it does not.
func (s *Records) KeptMethod(id string, version int) *procedure.Procedure {
	kept := get[Kept](s.Book, methodKey(id, version))
	if kept == nil {
		return nil
	}
	if s.methods.Text(id, version) == kept.Text {
		p, _ := s.methods.Get(id, version)
		return p
	}
	return s.place.read(kept.Text)
}

// read is what a kept text says; it is read once, for every decision asks it many times.
func (p *place) read(text string) *procedure.Procedure {
	if known := p.kept[text]; known != nil {
		return known
	}
	m, err := procedure.Parse([]byte(text))
	if err != nil {
		return nil // it was read before it was kept
	}
	if p.kept == nil {
		p.kept = map[string]*procedure.Procedure{}
	}
	p.kept[text] = m
	return m
}

// MethodOf is a version of a procedure as the community has it; nil when there is none.
func (s *Records) MethodOf(id string, version int) *procedure.Procedure {
	if p, ok := s.methods.Get(id, version); ok && s.methods.Ships(id, version) {
		return p
	}
	if kept := s.KeptMethod(id, version); kept != nil {
		return kept
	}
	p, _ := s.methods.Get(id, version)
	return p
}

// Method is the procedure a case runs under.
func (s *Records) Method(c *cases.Case) *procedure.Procedure {
	return s.MethodOf(c.Procedure, c.Version)
}

// Current is the procedure that new cases begin under.
func (s *Records) Current() *procedure.Procedure {
	h := s.Head()
	return s.MethodOf(h.Method, h.Version)
}

// Methods are the procedures to choose from.
func (s *Records) Methods() *procedure.Book { return s.methods }

// keeping takes a procedure of the operator's own into the book of the community; nothing where it comes with the program.
func (s *State) keeping(p *procedure.Procedure) []Event {
	if text := s.Methods().Text(p.ID, p.Version); text != "" {
		return one(MethodKept{ID: p.ID, Version: p.Version, Text: text})
	}
	return nil
}

// renewed takes over what is new of the community's procedure: a higher version, or the words of one that is not kept yet.
func (s *State) renewed() []Event {
	h := s.Head()
	now, kept := s.Current(), s.KeptMethod(h.Method, h.Version) // read at once
	latest, ok := s.Methods().Latest(h.Method)
	switch {
	case ok && latest.Version > h.Version:
		events := append(s.keeping(latest), MethodRenewed{ID: latest.ID, Version: latest.Version})
		return append(events, SchedulesSet{List: s.roundsBy(latest)})
	case kept == nil && now != nil:
		return s.keeping(now)
	}
	return nil
}

// MethodKept keeps the words of a procedure of the operator's own.
type MethodKept struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

func (e MethodKept) apply(s *State, _ Meta) {
	put(s.Book, methodKey(e.ID, e.Version), &Kept{Text: e.Text})
}

func (e MethodKept) announce(_ *State, _ Meta, _ *Notices) {}

// MethodRenewed lets new cases begin under a higher version of the community's procedure.
type MethodRenewed struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

func (e MethodRenewed) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	h.Method, h.Version = e.ID, e.Version
}

func (e MethodRenewed) announce(s *State, _ Meta, n *Notices) {
	args := say.Args{"Procedure": say.Names(s.Current().Names), "Version": say.Num(e.Version)}
	for _, p := range s.secretaries() {
		n.person(p, say.New("notice.method_renewed", args))
	}
	n.wall()
}

// chosen is the procedure that a setting names. Settings of former days do not say which version.
func (e SettingChanged) chosen(s *State) (id string, version int) {
	h := s.Head()
	if e.Version > 0 {
		return e.Value, e.Version
	}
	if latest, ok := s.Methods().Latest(e.Value); ok {
		return latest.ID, latest.Version
	}
	return h.Method, h.Version
}
