package life

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// roles lists what a person is, in general and in a case; c may be nil.
func roles(s *State, cmd Command, c *cases.Case) []people.Role {
	roles := []people.Role{people.Resident}
	if p := s.Person(cmd.By); p != nil {
		roles = p.Roles()
	}
	if cmd.Admin {
		roles = append(roles, people.Admin)
	}
	if cmd.Owner {
		roles = append(roles, people.Owner)
	}
	if m := chaired(s, cmd); m != nil && slices.Contains(m.Chairs, cmd.By) {
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
func chaired(s *State, cmd Command) *meeting.Meeting {
	if cmd.Meeting == 0 {
		return nil
	}
	return s.Meeting(cmd.Meeting)
}

// Allowed checks the permission table for a verb that concerns no case; the program itself may do anything.
func Allowed(s *State, cmd Command) error {
	if cmd.By == 0 || Permissions(s).By(cmd.Verb, roles(s, cmd, nil)) {
		return nil
	}
	return NotYours(s, cmd)
}

// Muted refuses to somebody who is muted what would put more before the others.
func Muted(s *State, cmd Command) error {
	if cmd.By == 0 || !permission.Puts(cmd.Verb) {
		return nil
	}
	until := s.Person(cmd.By).MutedUntil(cmd.At)
	if until.IsZero() {
		return nil
	}
	return Refuse("refuse.muted", say.Args{"Until": say.Time(until)})
}

// NotYours refuses a command to whoever has none of the roles for it.
func NotYours(s *State, cmd Command) error {
	rule, _ := Permissions(s).Find(cmd.Verb)
	return onlyFor(cmd, rule.Roles)
}

// onlyFor refuses a command and says whose it is.
func onlyFor(cmd Command, roles []people.Role) error {
	return Refuse("refuse.role", say.Args{"Roles": RoleArgs(roles), "Verb": say.Text("/" + string(cmd.Verb))})
}

// InCase finds the case of a command and checks that the person may do this at all, then at the case's stage.
func InCase(s *State, cmd Command) (*cases.Case, error) {
	c := s.Case(cmd.Case)
	if c == nil {
		return nil, Refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Case)})
	}
	roles := roles(s, cmd, c)
	if cmd.By != 0 && !Permissions(s).By(cmd.Verb, roles) {
		return nil, NotYours(s, cmd)
	}
	kind := c.Kind(s.Method(c))
	if c.Lead != nil && c.Closed == nil && !slices.Contains(record.LedVerbs(c), cmd.Verb) {
		return nil, leadElsewhere(c)
	}
	if !Permissions(s).At(cmd.Verb, kind) {
		return nil, wrongStage(s, cmd, c, kind)
	}
	if cmd.By != 0 && !Permissions(s).Allowed(cmd.Verb, roles, kind) {
		rule, _ := Permissions(s).Find(cmd.Verb)
		return nil, onlyFor(cmd, rule.At(kind))
	}
	return c, byProcedure(s, cmd, c, roles)
}

// byProcedure holds the procedure's own word on who acts in a stage, for the verbs that decide it.
func byProcedure(s *State, cmd Command, c *cases.Case, roles []people.Role) error {
	stage := s.Method(c).Stage(c.Stage)
	if cmd.Verb == permission.Screen && stage.Kind == procedure.Intake {
		stage = ScreeningStage(s, c)
	}
	by := stage.By
	deciding := []permission.Verb{permission.Screen, permission.Research, permission.Approve, permission.Return}
	if cmd.By == 0 || c.Closed != nil || c.IsSubmitted() || len(by) == 0 || !slices.Contains(deciding, cmd.Verb) {
		return nil
	}
	if slices.ContainsFunc(by, func(r people.Role) bool { return slices.Contains(roles, r) }) {
		return nil
	}
	return onlyFor(cmd, by)
}

func wrongStage(s *State, cmd Command, c *cases.Case, now procedure.Kind) error {
	args := say.Args{"Case": say.Case(c.Number), "Stage": say.Msg("stage." + string(now)),
		"Verb": say.Text("/" + string(cmd.Verb))}
	if now == procedure.Closed {
		args["Outcome"] = say.Msg("outcome." + string(c.Closed.Outcome))
		return Refuse("refuse.closed", args)
	}
	rule, _ := Permissions(s).Find(cmd.Verb)
	var places []say.Arg
	for _, k := range rule.Stages {
		places = append(places, say.Msg("stage."+string(k)))
	}
	args["Places"] = say.List(places...)
	args["Next"] = say.Arg{Msg: record.Ptr(Waiting(s, c).Hint())}
	return Refuse("refuse.stage", args)
}
