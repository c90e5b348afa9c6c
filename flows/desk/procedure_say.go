package desk

import (
	"slices"

	"echowall/flows/evaluation"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func stepLine(p *procedure.Procedure, number int, step procedure.Step) say.Arg {
	return say.Msg("procedure.line",
		say.Args{"Number": say.Num(number), "Step": say.Names(step.Names), "Rule": ruleArg(p, step)})
}

// WallLines tell a procedure as it hangs in the meeting room: its steps with the larger parts of the method above them,
// and below all what each weight of matter leaves out.
func WallLines(p *procedure.Procedure) []say.Arg {
	var lines []say.Arg
	part := ""
	for i, step := range p.Steps() {
		if step.Part[procedure.DefaultLanguage] != part {
			part = step.Part[procedure.DefaultLanguage]
			lines = append(lines, say.Msg("procedure.part", say.Args{"Part": say.Names(step.Part)}))
		}
		lines = append(lines, stepLine(p, i+1, step))
	}
	return append(lines, TrackLines(p)...)
}

// TrackLines tell which steps each weight of matter leaves out; none for a weight that goes all the way.
func TrackLines(p *procedure.Procedure) []say.Arg {
	var lines []say.Arg
	for _, t := range procedure.Tracks() {
		var without []say.Arg
		for _, step := range p.Steps() {
			if LeavesOutStep(p, t, step) {
				without = append(without, say.Names(step.Names))
			}
		}
		if len(without) > 0 {
			lines = append(lines, say.Msg("procedure.track",
				say.Args{"Track": say.Msg("track." + string(t)), "Steps": say.List(without...)}))
		}
	}
	return lines
}

// LeavesOutStep tells whether a case of a track meets no stage of a step.
func LeavesOutStep(p *procedure.Procedure, t procedure.Track, step procedure.Step) bool {
	for i := step.First; i <= step.Last; i++ {
		if !p.LeavesOut(t, i) {
			return false
		}
	}
	return true
}

// RuleLines tell the rules of a step, a stage each.
func RuleLines(p *procedure.Procedure, step procedure.Step) []say.Arg {
	var rules []say.Arg
	for i := step.First; i <= step.Last; i++ {
		rules = append(rules, say.Msg("rule."+string(p.Stage(i).Kind), ruleArgs(p, i)))
	}
	return rules
}

func ruleArg(p *procedure.Procedure, step procedure.Step) say.Arg {
	return say.Clauses(RuleLines(p, step)...)
}

// ruleArgs are the rules of a stage; what it does not rule is not there.
func ruleArgs(p *procedure.Procedure, i int) say.Args {
	st := p.Stage(i)
	args := say.Args{
		"Within": say.Span(st.Within), "Window": say.Span(st.Window), "Count": say.Num(st.Supporters),
		"Majority": say.Fraction(st.Ballot.Majority), "Quorum": say.Fraction(st.Ballot.Quorum),
		"Open": say.Span(st.Ballot.Open), "Rounds": say.Num(st.Rounds), "Notice": say.Span(st.Notice),
		"Stakeholders": say.Num(st.Needs.Stakeholders), "Statements": say.Num(st.Needs.Statements),
		"Satisfied": say.Fraction(st.Satisfied),
	}
	flag := func(name string, set bool) {
		if set {
			args[name] = say.Num(1)
		}
	}
	flag("Secret", st.Ballot.Secret)
	flag("Early", st.Ballot.Early)
	flag("Hidden", st.Ballot.Hidden)
	flag("ByPresence", st.Ballot.QuorumBy == procedure.Present)
	flag("Preliminary", st.Preliminary)
	flag("Plan", st.Plan || st.Kind == procedure.Approval && approvesPlan(p, i))
	_, talk := p.First(procedure.Deliberation, 0)
	flag("Direct", !talk)
	if st.Ballot.Base != "" {
		args["Base"] = say.Msg("base." + string(st.Ballot.Base))
	}
	if st.OnNo != "" {
		no := st.OnNo
		if no == string(procedure.Research) && approvesPlan(p, i) {
			no = "plan"
		}
		args["OnNo"] = say.Msg("no." + no)
	}
	if st.Phases != nil {
		args["Phases"] = namesArg(st.Phases)
	}
	if st.Evaluators != nil {
		args["Evaluators"] = evaluation.EvaluatorsArg(st)
	}
	if st.Only != nil {
		args["Only"] = tracksArg(st.Only)
	}
	return args
}

// approvesPlan tells whether what an authority approves in a stage is a plan: no resolution is there yet.
func approvesPlan(p *procedure.Procedure, i int) bool {
	return !slices.ContainsFunc(p.Stages[:i],
		func(s procedure.Stage) bool { return s.Kind == procedure.Deliberation && !s.Preliminary })
}

func namesArg(all []map[string]string) say.Arg {
	var names []say.Arg
	for _, n := range all {
		names = append(names, say.Names(n))
	}
	return say.List(names...)
}

func tracksArg(all []procedure.Track) say.Arg {
	var names []say.Arg
	for _, t := range all {
		names = append(names, say.Msg("track."+string(t)))
	}
	return say.List(names...)
}
