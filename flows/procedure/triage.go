package procedure

import (
	"fmt"
	"slices"
)

// Level is where a case is settled: small matters in the neighbourhood grid, big ones in the village, hard ones in the
// township.
type Level string

// The levels.
const (
	Grid     Level = "grid"
	Village  Level = "village"
	Township Level = "township"
)

// Levels lists the levels.
func Levels() []Level { return []Level{Grid, Village, Township} }

// Weighed is how a case was weighed in screening.
type Weighed struct {
	Urgent bool `json:"urgent,omitempty"`
	Hard   bool `json:"hard,omitempty"`
	Large  bool `json:"large,omitempty"`
}

// Triage is a rule that gives a case its track and its level: it fits where what it says of the case is so. What it
// leaves open fits any case.
type Triage struct {
	Urgent *bool `yaml:"urgent"`
	Hard   *bool `yaml:"hard"`
	Large  *bool `yaml:"large"`
	Track  Track `yaml:"track"`
	Level  Level `yaml:"level"`
}

func (t Triage) fits(w Weighed) bool {
	is := func(want *bool, got bool) bool { return want == nil || *want == got }
	return is(t.Urgent, w.Urgent) && is(t.Hard, w.Hard) && is(t.Large, w.Large)
}

// usual is how a case is sorted by a method that says nothing of it: 急事快议、难事众议、大事大议、小事小议.
func usual(w Weighed) (Track, Level) {
	switch {
	case w.Urgent:
		return Urgent, Village
	case w.Hard:
		return Hard, Township
	case w.Large:
		return Big, Village
	}
	return Small, Grid
}

// Sort gives a case that was weighed its track and its level: by the first rule of the method that fits, else as is
// usual.
func (p *Procedure) Sort(w Weighed) (Track, Level) {
	for _, t := range p.Triage {
		if t.fits(w) {
			return t.Track, t.Level
		}
	}
	return usual(w)
}

// checkTriage holds the rules of triage to what there is.
func (p *Procedure) checkTriage() error {
	for i, t := range p.Triage {
		path := fmt.Sprintf("$.triage[%d]", i)
		if !slices.Contains(Tracks(), t.Track) {
			return &fault{path, fmt.Errorf("triage %d: track: expected one of %v", i+1, Tracks())}
		}
		if !slices.Contains(Levels(), t.Level) {
			return &fault{path, fmt.Errorf("triage %d: level: expected one of %v", i+1, Levels())}
		}
	}
	return nil
}
