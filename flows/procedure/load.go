package procedure

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml"

	"echowall/flows/schedule"
)

// Parse reads one procedure and checks it whole. An error tells the line, where that can be found, and what was
// expected.
func Parse(raw []byte) (*Procedure, error) {
	p := &Procedure{}
	if err := read(raw, p); err != nil {
		return nil, fmt.Errorf("procedure: %w", traced(raw, unreadable(err)))
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("procedure %s: %w", p.ID, located(raw, err))
	}
	return p, nil
}

// read turns YAML into a procedure. The library stumbles over some texts that are no YAML; a file of the operator's
// must not end the program.
func read(raw []byte, p *Procedure) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("expected YAML, found something that cannot be read as such")
		}
	}()
	return yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(p)
}

func (p *Procedure) check() error {
	switch {
	case p.ID == "":
		return errors.New("id is missing: expected a word that people type, as six-step")
	case !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(p.ID):
		return &fault{"$.id", fmt.Errorf("id: %q: expected small letters, digits and hyphens, as six-step, for "+
			"people type it", p.ID)}
	case p.Version < 1:
		return &fault{"$.version", errors.New("version: expected a number from 1")}
	case p.Names[DefaultLanguage] == "":
		return &fault{"$.names", errors.New("names: expected at least " + DefaultLanguage)}
	case p.EchoEvery.IsZero():
		return errors.New("echo_every: expected a span as 7d")
	case len(p.Stages) == 0:
		return errors.New("stages: expected at least intake, screening and what follows")
	}
	if p.Stages[0].Kind != Intake {
		return &fault{stagePath(0), errors.New("stages: expected intake as the first")}
	}
	for i := range p.Stages {
		if err := p.Stages[i].check(); err != nil {
			return &fault{stagePath(i), fmt.Errorf("stage %d (%s): %w", i+1, p.Stages[i].Kind, err)}
		}
	}
	if err := p.checkSchedules(); err != nil {
		return err
	}
	if err := p.checkTriage(); err != nil {
		return err
	}
	return p.checkTracks()
}

// checkSchedules holds that each kind comes round once, and what a kind needs.
func (p *Procedure) checkSchedules() error {
	seen := map[schedule.Kind]bool{}
	for i, s := range p.Schedules {
		err := s.check()
		if err == nil && seen[s.Kind] {
			err = fmt.Errorf("%s stands there twice: expected each kind once", s.Kind)
		}
		if err != nil {
			return &fault{fmt.Sprintf("$.schedules[%d]", i), fmt.Errorf("schedules: %w", err)}
		}
		seen[s.Kind] = true
	}
	return nil
}

func (s Schedule) check() error {
	switch {
	case !slices.Contains(schedule.Kinds(), s.Kind):
		return fmt.Errorf("kind: expected one of %v", schedule.Kinds())
	case s.At.String() == "":
		return fmt.Errorf("%s: at: %w", s.Kind, schedule.ErrFields)
	case s.Kind == schedule.Minimum && s.Count < 1:
		return fmt.Errorf("%s: count: expected how many deliberations a year must see", s.Kind)
	}
	return nil
}

func stagePath(i int) string { return fmt.Sprintf("$.stages[%d]", i) }

// leansOn says which stages must come before which, one of them at least: a decision to publish must have been made, a
// result to judge carried out. An authority approves a resolution, or a plan.
func leansOn(k Kind) []Kind {
	switch k {
	case Research, Deliberation, Implementation:
		return []Kind{Screening}
	case Publicity:
		return []Kind{Deliberation}
	case Approval:
		return []Kind{Deliberation, Research}
	case Evaluation:
		return []Kind{Implementation}
	default:
		return nil
	}
}

// checkTracks holds the order of the stages for every track, for what a track leaves out may be what another stage
// leans on.
func (p *Procedure) checkTracks() error {
	for t, s := range p.Tracks {
		if !slices.Contains(Tracks(), t) {
			return &fault{"$.tracks", fmt.Errorf("tracks: %q: expected one of %v", t, Tracks())}
		}
		for _, k := range s.Skip {
			if !slices.Contains(Kinds(), k) || k == Intake || k == Screening {
				return &fault{"$.tracks." + string(t),
					fmt.Errorf("tracks: %s cannot skip %q: expected one of %v", t, k, Kinds()[2:])}
			}
		}
	}
	for _, t := range append([]Track{""}, Tracks()...) {
		if err := p.checkOrder(t); err != nil {
			if t != "" {
				return fmt.Errorf("tracks: %s: %w", t, err)
			}
			return err
		}
	}
	return nil
}

// checkOrder asks for the stages on which others lean, on one track, and for something to come of a case that was
// accepted.
func (p *Procedure) checkOrder(t Track) error {
	seen := map[Kind]bool{}
	last := Intake
	for i, s := range p.Stages {
		if p.LeavesOut(t, i) {
			continue
		}
		before := leansOn(s.Kind)
		if len(before) > 0 && !slices.ContainsFunc(before, func(k Kind) bool { return seen[k] }) {
			return &fault{stagePath(i), fmt.Errorf("stage %d: %s needs %s before it", i+1, s.Kind, orList(before))}
		}
		if _, ok := p.Back(i, t, Closed); !ok && s.OnNo != "" && s.OnNo != Again && s.OnNo != Refer {
			return &fault{stagePath(i), fmt.Errorf("stage %d: on_no: expected a stage that stands before, on every track; "+
				"%s does not stand before %s", i+1, s.OnNo, s.Kind)}
		}
		if !s.Preliminary {
			seen[s.Kind] = true
		}
		last = s.Kind
	}
	switch {
	case !seen[Screening]:
		return errors.New("stages: screening is missing: expected one on every track")
	case last == Screening:
		return errors.New("stages: expected a stage after screening")
	}
	return nil
}

func (r *Rule) check() error {
	switch {
	case r.Electorate != Council && r.Electorate != Residents:
		return errors.New("ballot.electorate: expected council or residents")
	case r.Base != Entitled && r.Base != Present && r.Base != Cast:
		return errors.New("ballot.base: expected entitled, present or cast")
	case r.Electorate == Residents && r.Base != Cast:
		return errors.New("ballot.base: residents are counted over the votes cast: expected cast")
	case r.QuorumBy != "" && r.QuorumBy != Present && r.QuorumBy != Cast:
		return errors.New("ballot.quorum_by: expected present or cast")
	case r.QuorumBy == Present && r.Electorate == Residents:
		return errors.New("ballot.quorum_by: residents are not counted at a meeting: expected cast")
	case r.Early && r.Secret:
		return errors.New("ballot.early: a secret ballot is not counted before its end: expected only one of the two")
	case r.Hidden && (r.Secret || r.Early):
		return errors.New("ballot.hidden: expected without secret, which hides more, and early, which tells of the count")
	case r.Majority.Den == 0:
		return errors.New("ballot.majority: expected a fraction as >1/2")
	case r.Open.IsZero():
		return errors.New("ballot.open: expected a span as 3d")
	case r.Quorum.Den == 0 && r.Electorate == Council:
		return errors.New("ballot.quorum: expected a fraction as 2/3")
	}
	return nil
}
