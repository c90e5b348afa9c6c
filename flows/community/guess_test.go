package community_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/desk"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/research"
	"echowall/flows/ties"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// guesser makes up commands: mostly such as fit a case and come from somebody with a role for them, some quite wild.
type guesser struct {
	*rand.Rand
	gone map[int]bool
}

func pick[T any](g *guesser, from ...T) T { return from[g.IntN(len(from))] }

// command makes up a command in a village.
func (g *guesser) command(v *village.Village) command {
	var cmd command
	v.Ask(func(s *life.State) {
		n := g.someCase(s)
		rule := g.rule(s, n)
		made, said := g.fields(s, v.Now, n, rule.Verb)
		cmd = made
		cmd.Verb, cmd.By = rule.Verb, cmp.Or(made.By, g.person(s, n, rule))
		cmd.Admin = g.IntN(20) == 0
		said.unnamed = cmd.By == shy || cmd.By == shyer
		cmd.Values = said.values(cmd.Verb)
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
	permission.Withdraw, permission.Recuse, permission.Involve, permission.Tally, permission.Return, permission.Reopen,
	permission.CallOff,
	permission.Dismiss, permission.Settings, permission.Unlink, permission.Again,
}

// person is somebody of the village, mostly one with a role for it.
func (g *guesser) person(s *life.State, n int, rule permission.Rule) int {
	var fit []int
	c := s.Case(n)
	if c != nil && c.Talk.Ballot != "" && g.IntN(4) > 0 &&
		slices.Contains([]permission.Verb{permission.Vote, permission.Recuse}, rule.Verb) {
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
			return who.Has(r) || c != nil &&
				(r == people.Raiser && c.Raiser == p || r == people.Stakeholder && c.IsStakeholder(p))
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

// guess is what a guesser says, of which a verb takes what it can.
type guess struct {
	cases, numbers        []int
	dates                 []time.Time
	task, number          int
	voter, witness        int
	text, word            string
	when                  time.Time
	span                  calendar.Span
	ballot                string
	class                 ballot.Class
	choice                ballot.Choice
	manner                ballot.Manner
	reply                 meeting.Reply
	form                  meeting.Form
	purpose               meeting.Purpose
	as                    cases.Form
	verdict               cases.Verdict
	rating                cases.Rating
	weighed               procedure.Weighed
	grant                 people.Grant
	ruling, topic, other  string
	draft, reads, unnamed bool
}

func (g *guesser) fields(s *life.State, now time.Time, n int, verb permission.Verb) (command, guess) {
	h := s.Head()
	cmd, said := command{Case: n}, guess{cases: []int{n}, task: g.IntN(3)}
	cmd.Meeting, said.number, cmd.Person = 1+g.IntN(h.Meetings+1), 1+g.IntN(2), g.known(s)
	said.text = pick(g, "The bus comes when school has begun", "No", "Twelve lamps along the lane", "",
		"Where?\n- East\n- West\n3. By the gate")
	said.when = now.Add(time.Duration(g.IntN(20*24)-12) * time.Hour)
	said.class = pick(g, ballot.A, ballot.B, ballot.C)
	said.choice = pick(g, ballot.Yes, ballot.Yes, ballot.Yes, ballot.No, ballot.Abstain, "1", "1", "2", "1,3")
	said.reply = pick(g, meeting.Coming, meeting.NotComing, meeting.Maybe)
	said.as = pick(g, append(cases.Forms(), "", "")...)
	said.manner = pick(g, ballot.Plurality, ballot.Approval)
	said.form = pick(g, "", meeting.InPerson, meeting.Online, meeting.Written, meeting.Written)
	said.purpose = pick(g, "", meeting.Mediation)
	said.dates = []time.Time{
		now.Add(day), now.Add(time.Duration(g.IntN(9)) * day), now.Add(time.Duration(g.IntN(200)) * time.Hour),
	}
	said.numbers = pick(g, nil, []int{1}, []int{2}, []int{1, 2}, []int{9})
	said.draft, said.reads = g.IntN(2) > 0, g.IntN(2) > 0
	said.ruling = pick(g, cases.Dismissed, cases.Dismissed, cases.Upheld)
	cmd.Chat = pick[int64](g, 0, -100, -300)
	said.verdict = cases.Verdict{
		Kind: pick(g, cases.Accept, cases.Accept, cases.Accept, cases.Accept, cases.Accept, cases.Accept,
			cases.Decline, cases.Merge, cases.Answer, cases.Refer),
		Track: pick(g, "", procedure.Big, procedure.Small, procedure.Urgent), Ground: cases.Policy,
		Into: g.someCase(s), Text: "so it is",
	}
	said.rating = cases.Rating{
		Solved: pick(g, cases.RatedSolved, cases.RatedPartly, cases.RatedUnsolved), Satisfied: g.IntN(2) > 0,
		Reason: pick(g, "", "dark"), Unanswered: g.IntN(4) == 0,
	}
	said.grant = pick(g,
		people.Grant{Role: people.Member}, people.Grant{Role: people.Convener}, people.Grant{Role: people.Authority},
		people.Grant{Role: people.Secretary}, people.Grant{Role: people.Handler, Detail: "power"},
		people.Grant{Role: people.Supervisor})
	said.weighed = procedure.Weighed{Urgent: g.IntN(2) > 0, Hard: g.IntN(2) > 0, Large: g.IntN(2) > 0}
	if len(h.Coming) > 0 && g.IntN(4) > 0 {
		cmd.Meeting = h.Coming[g.IntN(len(h.Coming))]
	}
	if c := s.Case(n); c != nil && g.IntN(2) > 0 {
		said.ballot = c.Talk.Ballot
		cmd.Meeting = max(c.Talk.Meeting, cmd.Meeting)
	}
	if g.IntN(5) == 0 {
		said.cases = append(said.cases, 1+g.IntN(h.Cases+1))
		slices.Sort(said.cases)
		said.cases = slices.Compact(said.cases)
	}
	if g.IntN(5) == 0 {
		said.span = calendar.Span{Days: 1 + g.IntN(20)}
	}
	said.witness = g.known(s)
	if verb == permission.Witness {
		g.sees(s, &cmd, &said)
	}
	g.word(&cmd, &said, verb)
	return cmd, said
}

// sees lets a witness confirm what waits for one, mostly.
func (g *guesser) sees(s *life.State, cmd *command, said *guess) {
	said.voter = g.known(s)
	c := s.Case(cmd.Case)
	if c == nil || c.Talk.Ballot == "" {
		return
	}
	said.ballot = c.Talk.Ballot
	for _, x := range s.Votes(said.ballot) {
		if p := x.Value.Pending; p != nil && !g.gone[p.Witness] {
			said.voter, _ = strconv.Atoi(x.Key)
			said.choice, cmd.By = p.Choice, p.Witness
		}
	}
}

// word fills in the word whose meaning belongs to the verb.
func (g *guesser) word(cmd *command, said *guess, verb permission.Verb) {
	switch verb {
	case permission.Settings:
		said.word = pick(g, office.Settings()...)
		said.text = map[string]string{
			office.SettingEcho: fmt.Sprintf("%dd", 2+g.IntN(9)), office.SettingZone: pick(g, "UTC", "Asia/Shanghai", "Atlantis"),
			office.SettingConveners: pick(g, "either", "both", "three"), office.SettingParties: pick(g, "usual", "four"),
			office.SettingAcceptance: pick(g, "handler", "supervisor"),
			office.SettingProcedure:  pick(g, "six-step", "hall", "street"), office.SettingLanguage: "en",
		}[said.word]
	case permission.Sort:
		said.word, said.topic = string(pick(g, cases.Sources()...)), string(pick(g, append(cases.Topics(), "", "x")...))
	case permission.Behalf:
		said.word = "somebody"
		if g.IntN(2) > 0 {
			cmd.Person = 0
		}
	case permission.Joint:
		said.number = 1 + g.IntN(4)
	case permission.Link:
		said.word, said.other = pick(g, "", "below", "beside", "code1"), pick(g, "", "side", "far")
	case permission.Bind:
		said.word = pick(g, personnel.UseCouncil, personnel.UseWall)
	case permission.Start, permission.Follow:
		said.word = fmt.Sprintf("code%d", 1+g.IntN(400))
	case permission.Language:
		said.word = "en"
	case permission.Procedure:
		said.word = pick(g, "", "", "hall")
	case permission.Recurs:
		said.number = 1 + g.IntN(max(cmd.Case, 1))
	case permission.Erase:
	default:
		said.word = pick(g, "power", "water", "nobody")
	}
}

// values are what a verb takes of all that was said, in the type of the verb; nil where it takes nothing of its own.
func (x guess) values(verb permission.Verb) any {
	for _, of := range []map[permission.Verb]any{x.ofCases(), x.ofMeetings(), x.ofResults(), x.ofOffice()} {
		if values, ok := of[verb]; ok {
			return values
		}
	}
	return nil
}

func (x guess) ofCases() map[permission.Verb]any {
	words, raised := life.Prose{Text: x.text}, intake.Raise{Text: x.text, Anonymous: x.unnamed}
	return map[permission.Verb]any{
		permission.Raise: raised, permission.Again: raised, permission.Reword: words, permission.Withdraw: words,
		permission.Reopen: words, permission.Research: words, permission.Screen: x.verdict,
		permission.Triage:    x.weighed,
		permission.Behalf:    intake.Behalf{Name: x.word, Text: x.text, Anonymous: x.unnamed},
		permission.Sort:      intake.Sort{Source: cases.Source(x.word), Topic: cases.Topic(x.topic)},
		permission.Recurs:    intake.Recurs{Earlier: x.number},
		permission.Statement: research.Statement{Text: x.text, Reply: x.reads},
		permission.Team:      research.Team{Due: x.when},
		permission.Visit:     research.Visit{At: x.when, Place: x.word, Text: x.text},
	}
}

func (x guess) ofMeetings() map[permission.Verb]any {
	return map[permission.Verb]any{
		permission.Schedule: convening.Schedule{
			Cases: x.cases, When: x.when, Form: x.form, Window: x.span, Purpose: x.purpose, Place: x.text,
		},
		permission.Poll: convening.Poll{
			Cases: x.cases, Dates: x.dates, Form: x.form, Purpose: x.purpose, Place: x.text,
		},
		permission.Suit:       convening.Suit{Dates: x.numbers},
		permission.Fix:        convening.Fix{Date: x.number},
		permission.Reschedule: convening.Reschedule{When: x.when, Place: x.text},
		permission.CallOff:    life.Prose{Text: x.text},
		permission.RSVP:       convening.RSVP{Reply: x.reply},
		permission.Bring:      x.grant,
		permission.Minutes:    convening.Minutes{Text: x.text, Draft: x.draft},
		permission.Resolve:    voting.Resolve{Class: x.class, Text: x.text},
		permission.Choose:     voting.Choose{Manner: x.manner, Class: x.class, Text: x.text},
		permission.Vote:       voting.Vote{Ballot: x.ballot, Choice: x.choice},
		permission.Mark:       voting.Vote{Ballot: x.ballot, Choice: x.choice},
		permission.Proxy:      voting.Proxy{Choice: x.choice, Witness: x.witness},
		permission.Witness:    voting.Witness{Ballot: x.ballot, Voter: x.voter, Choice: x.choice},
		permission.Recuse:     life.Prose{Text: x.text},
		permission.Receipt:    voting.Receipt{Receipt: x.word},
	}
}

func (x guess) ofResults() map[permission.Verb]any {
	words, report := life.Prose{Text: x.text}, work.Report{Task: x.task, Text: x.text}
	return map[permission.Verb]any{
		permission.Object: words, permission.Return: words, permission.Close: words, permission.Rate: x.rating,
		permission.Progress: report, permission.Done: report, permission.Note: report, permission.Pass: report,
		permission.Redo:     report,
		permission.Publish:  publicity.Publish{Window: x.span, As: x.as},
		permission.Settle:   publicity.Settle{Number: x.number, Ruling: x.ruling, Reason: x.text},
		permission.Assembly: publicity.Assembly{Agreed: x.choice == ballot.Yes, Text: x.text},
		permission.Assign:   work.Assign{Unit: x.word, Due: x.when, Measure: x.text},
		permission.Extend:   work.Extend{Task: x.task, Due: x.when, Reason: x.text},
	}
}

func (x guess) ofOffice() map[permission.Verb]any {
	return map[permission.Verb]any{
		permission.Appoint: office.Appoint{Grant: x.grant, Until: x.when}, permission.Dismiss: x.grant,
		permission.Invite:    office.Invite{Grant: x.grant, Times: x.number, Valid: x.span},
		permission.Concern:   office.Concern{Times: x.number, Valid: x.span},
		permission.Start:     office.Start{Code: x.word},
		permission.Settings:  office.Setting{Name: x.word, Value: x.text},
		permission.Language:  office.Language{Language: x.word},
		permission.Bind:      office.Bind{Room: x.word},
		permission.Follow:    office.Follow{Code: x.word, Thread: x.number},
		permission.Web:       office.Web{Word: x.word},
		permission.Experts:   life.Prose{Text: x.text},
		permission.Link:      ties.Link{Word: x.word, Other: x.other},
		permission.Unlink:    ties.Neighbour{Tie: x.number},
		permission.Joint:     ties.Neighbour{Tie: x.number},
		permission.Report:    desk.Period{Word: x.word},
		permission.Export:    desk.Period{Word: x.word},
		permission.Procedure: desk.Procedure{Word: x.word},
	}
}
