package procedure

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"echowall/flows/people"
)

// check holds a stage to what its kind can do.
func (s *Stage) check() error {
	if !slices.Contains(Kinds(), s.Kind) {
		return fmt.Errorf("kind: expected one of %v", Kinds())
	}
	if s.Names[DefaultLanguage] == "" {
		return errors.New("names: expected at least " + DefaultLanguage)
	}
	if s.Part != nil && s.Part[DefaultLanguage] == "" {
		return errors.New("part: expected at least " + DefaultLanguage)
	}
	for _, r := range s.By {
		if !slices.Contains(people.Granted(), r) {
			return fmt.Errorf("by: %q: expected one of %v", r, people.Granted())
		}
	}
	for _, t := range s.Only {
		if !slices.Contains(Tracks(), t) {
			return fmt.Errorf("only: %q: expected one of %v", t, Tracks())
		}
	}
	if err := s.checkPlace(); err != nil {
		return err
	}
	return s.checkKind()
}

// checkPlace finds rules that stand in a stage of another kind, where nothing would come of them.
func (s *Stage) checkPlace() error {
	for _, rule := range []struct {
		name string
		set  bool
		at   []Kind
	}{
		{"plan", s.Plan, []Kind{Research}}, {"preliminary", s.Preliminary, []Kind{Deliberation}},
		{"notice", !s.Notice.IsZero(), []Kind{Deliberation}}, {"phases", s.Phases != nil, []Kind{Deliberation}},
		{"needs", s.Needs != Needs{}, []Kind{Deliberation}}, {"evaluators", s.Evaluators != nil, []Kind{Evaluation}},
		{"satisfied", s.Satisfied.Den != 0, []Kind{Evaluation}},
		{"on_no", s.OnNo != "", []Kind{Deliberation, Publicity, Approval, Evaluation}},
	} {
		if rule.set && !slices.Contains(rule.at, s.Kind) {
			return fmt.Errorf("%s: expected only in %s", rule.name, orList(rule.at))
		}
	}
	return nil
}

// checkKind holds a stage to the rules that its kind needs.
func (s *Stage) checkKind() error {
	switch s.Kind {
	case Screening:
		if s.Council {
			return s.Ballot.check()
		}
	case Deliberation:
		return s.checkTalk()
	case Publicity, Evaluation:
		if s.Window.IsZero() {
			return errors.New("window: expected a span as 5wd")
		}
	default: // the others need nothing of their own
	}
	for _, e := range s.Evaluators {
		if !slices.Contains(Evaluators(), e) {
			return fmt.Errorf("evaluators: %q: expected one of %v", e, Evaluators())
		}
	}
	return s.checkNo(false)
}

func (s *Stage) checkTalk() error {
	for _, phase := range s.Phases {
		if phase[DefaultLanguage] == "" {
			return errors.New("phases: expected each with at least " + DefaultLanguage)
		}
	}
	switch {
	case s.Needs.Stakeholders < 0 || s.Needs.Statements < 0:
		return errors.New("needs: expected numbers from 0")
	case len(s.Phases) > 0 && !s.Meeting:
		return errors.New("phases: expected meeting: true beside it, for they are those of a meeting")
	case s.Preliminary && !s.Meeting:
		return errors.New("preliminary: expected meeting: true beside it, for the minutes end it")
	case s.Preliminary:
		return s.checkNo(false)
	}
	if err := s.Ballot.check(); err != nil {
		return err
	}
	return s.checkNo(true)
}

// checkNo holds on_no to what it may say: a kind of stage, and in deliberation another round or a referral.
func (s *Stage) checkNo(talk bool) error {
	may := []string{string(Screening), string(Research), string(Deliberation), string(Implementation)}
	if talk {
		may = []string{Again, Refer, string(Screening), string(Research)}
	}
	if s.OnNo != "" && !slices.Contains(may, s.OnNo) {
		return fmt.Errorf("on_no: %q: expected one of %v", s.OnNo, may)
	}
	return nil
}

// orList names kinds as a choice.
func orList(kinds []Kind) string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, " or ")
}
