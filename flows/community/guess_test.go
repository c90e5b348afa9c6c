package community_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

// guesser makes up commands: mostly such as fit a case and come from somebody with a role for them, some quite wild.
type guesser struct {
	*rand.Rand
	gone map[int]bool
}

func pick[T any](g *guesser, from ...T) T { return from[g.IntN(len(from))] }

// command makes up a command in a village.
func (g *guesser) command(v *village) command {
	var cmd command
	v.ask(func(s *life.State) {
		n := g.someCase(s)
		rule := g.rule(s, n)
		cmd = g.fields(s, v.now, n, rule.Verb)
		cmd.Verb, cmd.By = rule.Verb, g.person(s, n, rule)
		cmd.Admin = g.IntN(20) == 0
		cmd.Anonymous = cmd.By == shy || cmd.By == shyer
	})
	return cmd
}

func (g *guesser) someCase(s *life.State) int {
	h := s.Head()
	if len(h.Open) > 0 && g.IntN(10) > 0 {
		return h.Open[g.IntN(len(h.Open))]
	}
	return 1 + g.IntN(h.Cases+2)
}

// rule is a row of the table: often what the case waits for, else mostly one with its place at the stage of the case.
func (g *guesser) rule(s *life.State, n int) permission.Rule {
	table := life.Permissions(s).All()
	raise, _ := life.Permissions(s).Find(permission.Raise)
	if len(s.Head().Open) < 10 && g.IntN(20) == 0 {
		return raise
	}
	if c := s.Case(n); c != nil && g.IntN(10) > 0 {
		if w := life.Waiting(s, c); w.Verb != "" && g.IntN(2) > 0 {
			rule, _ := life.Permissions(s).Find(w.Verb)
			return rule
		}
		kind := c.Kind(s.Method(c))
		table = slices.DeleteFunc(table, func(r permission.Rule) bool {
			return slices.Contains(seldom, r.Verb) && g.IntN(10) > 0 || !slices.Contains(r.Stages, kind) && g.IntN(4) > 0
		})
	}
	table = slices.DeleteFunc(table, func(r permission.Rule) bool {
		return r.Verb == permission.Raise && len(s.Head().Open) > 12 || r.Verb == permission.Erase && g.IntN(20) > 0
	})
	if len(table) == 0 {
		return raise
	}
	return table[g.IntN(len(table))]
}

// seldom are the verbs that would end everything before it begins.
var seldom = []permission.Verb{
	permission.Withdraw, permission.Recuse, permission.Involve, permission.Tally, permission.Return, permission.Reopen, permission.CallOff,
	permission.Dismiss, permission.Settings, permission.Unlink, permission.Again,
}

// person is somebody of the village, mostly one with a role for it.
func (g *guesser) person(s *life.State, n int, rule permission.Rule) int {
	var fit []int
	c := s.Case(n)
	if c != nil && c.Talk.Ballot != "" && g.IntN(4) > 0 && slices.Contains([]permission.Verb{permission.Vote, permission.Recuse}, rule.Verb) {
		for _, x := range s.Votes(c.Talk.Ballot) {
			if p, _ := strconv.Atoi(x.Key); !g.gone[p] {
				fit = append(fit, p)
			}
		}
	}
	if len(fit) > 0 {
		return fit[g.IntN(len(fit))]
	}
	for p := 1; p <= s.Head().People; p++ {
		who := s.Person(p)
		has := slices.ContainsFunc(rule.Roles, func(r people.Role) bool {
			return who.Has(r) || c != nil && (r == people.Raiser && c.Raiser == p || r == people.Stakeholder && c.IsStakeholder(p))
		})
		if rule.Verb == permission.Start && (p == shy || p == shyer) {
			continue // an invitation would give them a role, and everybody is told of that
		}
		if !g.gone[p] && (has || g.IntN(20) == 0) {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return secretary
	}
	return fit[g.IntN(len(fit))]
}

// known is somebody who may be named: the shy never are, that no name of theirs is anywhere.
func (g *guesser) known(s *life.State) int {
	p := 1 + g.IntN(s.Head().People)
	if p == shy || p == shyer || g.gone[p] {
		return resident
	}
	return p
}

func (g *guesser) fields(s *life.State, now time.Time, n int, verb permission.Verb) command {
	h := s.Head()
	cmd := command{
		Case: n, Cases: []int{n}, Task: g.IntN(3), Meeting: 1 + g.IntN(h.Meetings+1), Number: 1 + g.IntN(2), Person: g.known(s),
		Text: pick(g, "The bus comes when school has begun", "No", "Twelve lamps along the lane", "", "Where?\n- East\n- West\n3. By the gate"),
		When: now.Add(time.Duration(g.IntN(20*24)-12) * time.Hour), Class: pick(g, ballot.A, ballot.B, ballot.C),
		Choice: pick(g, ballot.Yes, ballot.Yes, ballot.Yes, ballot.No, ballot.Abstain, "1", "1", "2", "1,3"), Reply: pick(g, meeting.Coming, meeting.NotComing, meeting.Maybe),
		As:     pick(g, append(cases.Forms(), "", "")...),
		Manner: pick(g, ballot.Plurality, ballot.Approval),
		Form:   pick(g, "", meeting.InPerson, meeting.Online, meeting.Written, meeting.Written), Purpose: pick(g, "", meeting.Mediation),
		Dates:   []time.Time{now.Add(day), now.Add(time.Duration(g.IntN(9)) * day), now.Add(time.Duration(g.IntN(200)) * time.Hour)},
		Numbers: pick(g, nil, []int{1}, []int{2}, []int{1, 2}, []int{9}), Draft: g.IntN(2) > 0, Thread: g.IntN(2) > 0,
		Ruling: pick(g, cases.Dismissed, cases.Dismissed, cases.Upheld), Chat: pick[int64](g, 0, -100, -300),
		Verdict: cases.Verdict{
			Kind:  pick(g, cases.Accept, cases.Accept, cases.Accept, cases.Accept, cases.Accept, cases.Accept, cases.Decline, cases.Merge, cases.Answer, cases.Refer),
			Track: pick(g, "", procedure.Big, procedure.Small, procedure.Urgent), Ground: cases.Policy, Into: g.someCase(s), Text: "so it is",
		},
		Rating: cases.Rating{
			Solved: pick(g, cases.RatedSolved, cases.RatedPartly, cases.RatedUnsolved), Satisfied: g.IntN(2) > 0, Reason: pick(g, "", "dark"),
			Unanswered: g.IntN(4) == 0,
		},
		Grant: pick(g, people.Grant{Role: people.Member}, people.Grant{Role: people.Convener}, people.Grant{Role: people.Authority},
			people.Grant{Role: people.Secretary}, people.Grant{Role: people.Handler, Detail: "power"}, people.Grant{Role: people.Supervisor}),
	}
	cmd.Weighed = procedure.Weighed{Urgent: g.IntN(2) > 0, Hard: g.IntN(2) > 0, Large: g.IntN(2) > 0}
	if len(h.Coming) > 0 && g.IntN(4) > 0 {
		cmd.Meeting = h.Coming[g.IntN(len(h.Coming))]
	}
	if c := s.Case(n); c != nil && g.IntN(2) > 0 {
		cmd.Ballot = c.Talk.Ballot
		cmd.Meeting = max(c.Talk.Meeting, cmd.Meeting)
	}
	if g.IntN(5) == 0 {
		cmd.Cases = append(cmd.Cases, 1+g.IntN(h.Cases+1))
		slices.Sort(cmd.Cases)
		cmd.Cases = slices.Compact(cmd.Cases)
	}
	if g.IntN(5) == 0 {
		cmd.Span = calendar.Span{Days: 1 + g.IntN(20)}
	}
	g.word(&cmd, verb)
	return cmd
}

// word fills in the word whose meaning belongs to the verb.
func (g *guesser) word(cmd *command, verb permission.Verb) {
	switch verb {
	case permission.Settings:
		cmd.Word = pick(g, office.Settings()...)
		cmd.Text = map[string]string{
			office.SettingEcho: fmt.Sprintf("%dd", 2+g.IntN(9)), office.SettingZone: pick(g, "UTC", "Asia/Shanghai", "Atlantis"),
			office.SettingConveners: pick(g, "either", "both", "three"), office.SettingParties: pick(g, "usual", "four"),
			office.SettingAcceptance: pick(g, "handler", "supervisor"),
			office.SettingProcedure:  pick(g, "six-step", "hall", "street"), office.SettingLanguage: "en",
		}[cmd.Word]
	case permission.Sort:
		cmd.Word, cmd.Topic = string(pick(g, cases.Sources()...)), string(pick(g, append(cases.Topics(), "", "x")...))
	case permission.Behalf:
		cmd.Word = "somebody"
		if g.IntN(2) > 0 {
			cmd.Person = 0
		}
	case permission.Joint:
		cmd.Number = 1 + g.IntN(4)
	case permission.Link:
		cmd.Word, cmd.Other = pick(g, "", "below", "beside", "code1"), pick(g, "", "side", "far")
	case permission.Bind:
		cmd.Word = pick(g, life.UseCouncil, life.UseWall)
	case permission.Start, permission.Follow:
		cmd.Word = fmt.Sprintf("code%d", 1+g.IntN(400))
	case permission.Language:
		cmd.Word = "en"
	case permission.Procedure:
		cmd.Word = pick(g, "", "", "hall")
	case permission.Erase:
		cmd.Word = ""
	case permission.Recurs:
		cmd.Number = 1 + g.IntN(max(cmd.Case, 1))
	default:
		cmd.Word = pick(g, "power", "water", "nobody")
	}
}
