package community

import (
	"slices"
	"strconv"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// roles lists what a person is, in general and in a case; c may be nil.
func (s *State) roles(cmd Command, c *cases.Case) []people.Role {
	roles := []people.Role{people.Resident}
	if p := s.Person(cmd.By); p != nil {
		roles = p.Roles()
	}
	if cmd.Admin {
		roles = append(roles, people.Admin)
	}
	if m := s.chaired(cmd); m != nil && slices.Contains(m.Chairs, cmd.By) {
		roles = append(roles, people.Chair)
	}
	if c == nil {
		return roles
	}
	if c.Raiser == cmd.By {
		roles = append(roles, people.Raiser)
	}
	if c.IsStakeholder(cmd.By) {
		roles = append(roles, people.Stakeholder)
	}
	if s.Supports(c.Number, cmd.By) {
		roles = append(roles, people.Supporter)
	}
	return roles
}

// chaired is the meeting of a command; nil when it is on none.
func (s *State) chaired(cmd Command) *meeting.Meeting {
	if cmd.Meeting == 0 {
		return nil
	}
	return s.Meeting(cmd.Meeting)
}

// allowed checks the permission table for a verb that concerns no case; the program itself may do anything.
func (s *State) allowed(cmd Command) error {
	if cmd.By == 0 || s.Permissions().By(cmd.Verb, s.roles(cmd, nil)) {
		return nil
	}
	return s.notYours(cmd)
}

func (s *State) notYours(cmd Command) error {
	rule, _ := s.Permissions().Find(cmd.Verb)
	return refuse("refuse.role", say.Args{"Roles": roleArgs(rule.Roles), "Verb": say.Text("/" + string(cmd.Verb))})
}

// inCase finds the case of a command and checks that the person may do this at all, then at the case's stage.
func (s *State) inCase(cmd Command) (*cases.Case, error) {
	c := s.Case(cmd.Case)
	if c == nil {
		return nil, refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Case)})
	}
	roles := s.roles(cmd, c)
	if cmd.By != 0 && !s.Permissions().By(cmd.Verb, roles) {
		return nil, s.notYours(cmd)
	}
	kind := c.Kind(s.Method(c))
	if c.Lead != nil && c.Closed == nil && !slices.Contains(ledVerbs(c), cmd.Verb) {
		return nil, leadElsewhere(c)
	}
	if !s.Permissions().At(cmd.Verb, kind) {
		return nil, s.wrongStage(cmd, c, kind)
	}
	return c, s.byProcedure(cmd, c, roles)
}

// ledVerbs are what people here may still do about a case that another community leads.
func ledVerbs(c *cases.Case) []permission.Verb {
	if c.Follows(cases.ReferredUp) {
		return []permission.Verb{permission.Support}
	}
	return []permission.Verb{
		permission.Support, permission.Vote, permission.Recuse, permission.Proxy, permission.Tally, permission.Statement, permission.Involve,
	}
}

// byProcedure holds the procedure's own word on who acts in a stage, for the verbs that decide it.
func (s *State) byProcedure(cmd Command, c *cases.Case, roles []people.Role) error {
	stage := s.Method(c).Stage(c.Stage)
	if cmd.Verb == permission.Screen && stage.Kind == procedure.Intake {
		stage = s.screeningStage(c)
	}
	by := stage.By
	deciding := []permission.Verb{permission.Screen, permission.Research, permission.Approve, permission.Return}
	if cmd.By == 0 || c.Closed != nil || c.IsSubmitted() || len(by) == 0 || !slices.Contains(deciding, cmd.Verb) {
		return nil
	}
	if slices.ContainsFunc(by, func(r people.Role) bool { return slices.Contains(roles, r) }) {
		return nil
	}
	return refuse("refuse.role", say.Args{"Roles": roleArgs(by), "Verb": say.Text("/" + string(cmd.Verb))})
}

func (s *State) wrongStage(cmd Command, c *cases.Case, now procedure.Kind) error {
	args := say.Args{"Case": say.Case(c.Number), "Stage": say.Msg("stage." + string(now)), "Verb": say.Text("/" + string(cmd.Verb))}
	if now == procedure.Closed {
		args["Outcome"] = say.Msg("outcome." + string(c.Closed.Outcome))
		return refuse("refuse.closed", args)
	}
	rule, _ := s.Permissions().Find(cmd.Verb)
	var places []say.Arg
	for _, k := range rule.Stages {
		places = append(places, say.Msg("stage."+string(k)))
	}
	args["Places"] = say.List(places...)
	args["Next"] = say.Arg{Msg: ptr(s.Wait(c).Hint())}
	return refuse("refuse.stage", args)
}

// caseArgs are the data that nearly every message about a case has.
func caseArgs(c *cases.Case, more ...say.Args) say.Args {
	args := say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)}
	for _, m := range more {
		for k, v := range m {
			args[k] = v
		}
	}
	return args
}

func line(verb permission.Verb, words ...string) string {
	l := string(verb)
	for _, w := range words {
		l += " " + w
	}
	return l
}

func num(n int) string { return strconv.Itoa(n) }
