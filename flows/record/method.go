package record

import (
	"strconv"

	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// Kept is a procedure of the operator's own as the community took it over, in its own words. Cases go by it to their
// end, whatever becomes of the file it came from.
type Kept struct {
	Text string `json:"text"`
}

// MethodKey keeps a version of a procedure of the operator's own.
func MethodKey(id string, version int) string { return "method:" + id + ":" + strconv.Itoa(version) }

// KeptMethod is a procedure of the operator's own as the community keeps it; nil when it does not.
func (s *Records) KeptMethod(id string, version int) *procedure.Procedure {
	kept := Get[Kept](s.Cache, MethodKey(id, version))
	if kept == nil {
		return nil
	}
	if s.methods.Text(id, version) == kept.Text {
		p, _ := s.methods.Get(id, version)
		return p
	}
	return s.zoned.read(kept.Text)
}

// read is what a kept text says; it is read once, for every decision asks it many times.
func (p *zoned) read(text string) *procedure.Procedure {
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
func (s *Records) Methods() *procedure.Registry { return s.methods }
