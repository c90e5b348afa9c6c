package ties_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/ties"
)

func TestWhoIsAskedToDeliberateAlong(t *testing.T) {
	v := tied(t, "six-step")
	raised, talked, closed, voted := v.Raised(), v.Talked(), v.Answered(), v.Heard()
	v.Put(voted, ballot.A)
	met := v.Talked()
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{met}, When: v.Now.Add(2 * village.Day), Place: "hall"},
	})
	already := v.Talked()
	v.Must(joint(village.Secretary, already, poplar))
	receives(v, "creek", life.Dispatch{Subject: life.DispatchInvite, Case: 7, Title: "The bridge", Text: "It sways"})
	led := v.Head().Cases
	v.Plays(t, []village.Row{
		{Rule: "it must be there", Cmd: joint(village.Secretary, 99, poplar), Refused: "refuse.no_case"},
		{Rule: "a member asks nobody", Cmd: joint(village.Member, talked, poplar), Refused: "refuse.role"},
		{Rule: "not before it is talked over", Cmd: joint(village.Secretary, raised, poplar), Refused: "refuse.stage"},
		{Rule: "not when it is closed", Cmd: joint(village.Secretary, closed, poplar), Refused: "refuse.closed"},
		{Rule: "a stranger is not asked", Cmd: joint(village.Secretary, talked, 99), Refused: "refuse.no_tie"},
		{Rule: "nobody is asked twice", Cmd: joint(village.Convener, already, poplar), Refused: "refuse.partner"},
		{Rule: "nobody comes into a ballot", Cmd: joint(village.Secretary, voted, poplar), Refused: "refuse.ballot_open"},
		{Rule: "whoever leads it asks others", Cmd: joint(village.Secretary, led, poplar), Refused: "refuse.lead"},
		{
			Rule: "a neighbour is asked", Cmd: joint(village.Convener, talked, poplar), Answer: "receipt.joint",
			Events: []string{"joint.invited"},
			Told:   append([]string{"poplar: mail invite"}, village.Echoed(talked, "echo.joint", "resident")...),
		},
		{
			Rule: "a second one is asked, and the first hears it from the echo", Events: []string{"joint.invited"},
			Cmd: joint(village.Secretary, already, creek), Answer: "receipt.joint",
			Told: append([]string{"creek: mail invite"}, village.Echoed(already, "echo.joint", "resident")...),
		},
		{
			Rule: "who is asked late hears of the meeting", Events: []string{"joint.invited"},
			Cmd: joint(village.Secretary, met, county), Answer: "receipt.joint",
			Told: append([]string{"county: mail invite", "county: mail meeting"},
				village.Echoed(met, "echo.joint", "resident")...),
		},
	})
}

// invite is a case that another community leads.
func invite(n int) life.Dispatch {
	return life.Dispatch{Subject: life.DispatchInvite, Case: n, Title: "The bridge", Text: "The bridge sways"}
}

func TestACaseThatAnotherLeadsIsOpened(t *testing.T) {
	for method, want := range map[string]procedure.Kind{
		"six-step": procedure.Deliberation, "hall": procedure.Deliberation, "five-step": procedure.Deliberation,
	} {
		v := tied(t, method)
		receives(v, "poplar", invite(7))
		v.Came("case.shared")
		n := v.Head().Cases
		v.Is(n, want)
		c := v.Find(n)
		if l := c.Lead; l == nil || l.Community != "poplar" || l.Case != 7 || l.Kind != cases.Joint || c.Raiser != 0 {
			t.Errorf("%s: opened as %+v", method, c)
		}
		if village.Look(v, func(s *life.State) bool {
			return s.Method(s.Case(n)).Stage(c.Stage).Preliminary
		}) {
			t.Errorf("%s: the talk beforehand is the leader's", method)
		}
		v.HeardIn("wall", "echo.shared")
		v.ProvesJournal()
	}
}

// following is a village with a case that Poplar leads, as its number 7.
func following(t *testing.T, method string) (v *village.Village, n int) {
	t.Helper()
	v = tied(t, method)
	receives(v, "poplar", invite(7))
	return v, v.Head().Cases
}

// put is the text that the leader puts to the vote.
func put(v *village.Village, n int, id string, open time.Duration) life.Dispatch {
	rule := village.Look(v, func(s *life.State) procedure.Rule {
		c := s.Case(n)
		return s.Method(c).Stage(c.Stage).Ballot
	})
	return life.Dispatch{Subject: life.DispatchBallot, Case: 7, Yours: n, Ballot: &ballot.Ballot{
		ID: id, Text: "A new bridge", Class: ballot.A, Rule: rule, Closes: v.Now.Add(open),
	}}
}

func TestTheLeadersMeetingAndBallotAreHeldHere(t *testing.T) {
	v, n := following(t, "six-step")
	at := v.Now.Add(3 * village.Day)
	meets := life.Dispatch{Subject: life.DispatchMeeting, Case: 7, Yours: n, At: at, Place: "the bridge"}
	off := life.Dispatch{Subject: life.DispatchCallOff, Case: 7, Yours: n, Text: "rain"}
	votes := put(v, n, "7.1", 4*village.Day)
	arrive(t, v, []mail{
		{"a meeting comes into the calendar", "poplar", meets, []string{"meeting.scheduled"}, nil},
		{"the leader's number is enough", "poplar", life.Dispatch{Subject: life.DispatchMeeting, Case: 7, At: at},
			[]string{"meeting.scheduled"}, nil},
		{"another number is another case", "poplar", life.Dispatch{Subject: life.DispatchMeeting, Case: 8, At: at}, nil, nil},
		{"another community leads nothing here", "creek", meets, nil, nil},
		{"what was not called is not called off", "poplar", off, nil, nil},
		{"a ballot opens", "poplar", votes, []string{"ballot.opened"}, nil},
		{"half a ballot is none", "poplar", life.Dispatch{Subject: life.DispatchBallot, Case: 7, Yours: n}, nil, nil},
	})
	receives(v, "poplar", meets)
	meets.At = at.Add(village.Day)
	arrive(t, v, []mail{
		{"it is moved", "poplar", meets, []string{"meeting.moved"}, nil},
		{"it is called off", "poplar", off, []string{"meeting.called_off"}, nil},
	})
	receives(v, "poplar", off)
	arrive(t, v, []mail{
		{"it is not called off twice", "poplar", off, nil, nil},
		{"there is another", "poplar", meets, []string{"meeting.scheduled"}, nil},
	})
	if m := village.Look(v, func(s *life.State) meeting.Status { return s.Meeting(1).Status }); m != meeting.CalledOff {
		t.Errorf("the meeting is %s", m)
	}
	receives(v, "poplar", votes)
	if b := v.Ballot(v.Find(n).Talk.Ballot); !b.Closes.Equal(votes.Ballot.Closes) || b.Text != "A new bridge" {
		t.Errorf("opened as %+v", b)
	}
	arrive(t, v, []mail{{
		"another text takes the place of the first", "poplar", put(v, n, "7.2", 4*village.Day),
		[]string{"ballot.closed", "ballot.opened"}, nil,
	}})
	v.ProvesJournal()
}

func TestABallotThatComesLateStaysOpenForADay(t *testing.T) {
	for name, open := range map[string]time.Duration{"over": -time.Minute, "within the hour": 59 * time.Minute} {
		v, n := following(t, "six-step")
		receives(v, "poplar", put(v, n, "7.1", open))
		if b := v.Ballot(v.Find(n).Talk.Ballot); !b.Closes.Equal(v.Now.Add(village.Day)) {
			t.Errorf("%s: closes %s", name, b.Closes)
		}
	}
}

func TestWhereNobodyMayVoteThatIsTheAnswer(t *testing.T) {
	v, n := following(t, "six-step")
	for p, role := range map[int]people.Role{
		village.Convener: people.Convener, village.Member: people.Member, village.Lawyer: people.Member,
		village.Elder: people.Member,
	} {
		v.Must(life.Command{
			Verb: permission.Dismiss, By: village.Secretary, Person: p, Values: people.Grant{Role: role},
		})
	}
	arrive(t, v, []mail{{
		"nobody", "poplar", put(v, n, "7.1", village.Day), []string{"joint.share"},
		append([]string{"poplar: mail counted"}, village.Echoed(n, "echo.counted")...),
	}})
}

func TestTheCountHereGoesToTheLeader(t *testing.T) {
	v, n := following(t, "six-step")
	receives(v, "poplar", put(v, n, "7.3", 2*village.Day))
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Came("ballot.vote", "ballot.closed", "joint.share")
	var got life.Dispatch
	for _, x := range v.Notices {
		if x.To.Community == "poplar" {
			l, err := ties.OpenDispatch("willow", x.Dispatch)
			if err != nil {
				t.Fatal(err)
			}
			got = l
		}
	}
	if got.Subject != life.DispatchCounted || got.Yours != 7 || got.Case != n || got.From != "willow" ||
		got.Ballot.ID != "7.3" || got.Result != ballot.Adopted || got.Tally.Yes != 4 {
		t.Errorf("wrote %+v", got)
	}
	v.Is(n, procedure.Deliberation) // what becomes of it is said by the leader
	v.ProvesJournal()
}

// leading is a village that deliberates a case together with Creek and Poplar, whose numbers there are 11 and 12.
func leading(t *testing.T) (v *village.Village, n int) {
	t.Helper()
	v = tied(t, "six-step")
	n = v.Talked()
	v.Must(joint(village.Secretary, n, creek))
	receives(v, "creek", life.Dispatch{Subject: life.DispatchOpened, Case: 11, Yours: n})
	v.Must(joint(village.Convener, n, poplar))
	receives(v, "poplar", life.Dispatch{Subject: life.DispatchOpened, Case: 12, Yours: n})
	v.Meets(n)
	return v, n
}

// counted is how a community voted.
func counted(n int, id string, result ballot.Result) life.Dispatch {
	return life.Dispatch{Subject: life.DispatchCounted, Case: 11, Yours: n, Ballot: &ballot.Ballot{ID: id}, Result: result}
}

func TestEachCommunityCountsOnce(t *testing.T) {
	v, n := leading(t)
	arrive(t, v, []mail{{"nothing is voted on", "creek", counted(n, "", ballot.Adopted), nil, nil}})
	id := v.Put(n, ballot.B)
	v.Came("ballot.opened")
	one := []string{"joint.counted"}
	arrive(t, v, []mail{
		{"a partner counts while it is voted on here", "creek", counted(n, id, ballot.Adopted), one, nil},
		{"the count of another ballot is none", "creek", counted(n, "9.9", ballot.Adopted), nil, nil},
		{"a count without its ballot is none", "creek", life.Dispatch{Subject: life.DispatchCounted, Yours: n}, nil, nil},
		{"the level above does not count along", "county", counted(n, id, ballot.Adopted), nil, nil},
		{"a stranger does not", "oak", counted(n, id, ballot.Adopted), nil, nil},
		{"another case is not concerned", "creek", counted(99, id, ballot.Adopted), nil, nil},
	})
	receives(v, "creek", counted(n, id, ballot.Adopted))
	arrive(t, v, []mail{{"a second count changes nothing", "creek", counted(n, id, ballot.Rejected), nil, nil}})
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Came("ballot.vote", "ballot.closed", "joint.counted")
	v.Refused("refuse.ballot_open", joint(village.Secretary, n, county)) // the results are being gathered
	v.Is(n, procedure.Deliberation)
	arrive(t, v, []mail{
		{"the last one adopts it", "poplar", counted(n, id, ballot.Adopted),
			[]string{"joint.counted", "ballot.adopted", "case.stage"}, nil},
		{"a no of one is enough", "poplar", counted(n, id, ballot.Rejected), []string{"joint.counted", "ballot.failed"}, nil},
		{"so is one without a quorum", "poplar", counted(n, id, ballot.NoQuorum),
			[]string{"joint.counted", "ballot.failed"}, nil},
		{"so the one who cannot take part is not waited for", "poplar",
			life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchInvite, Yours: n},
			[]string{"joint.lost", "ballot.adopted", "case.stage"}, nil},
	})
	receives(v, "poplar", counted(n, id, ballot.Rejected))
	arrive(t, v, []mail{{"after that it is too late", "poplar", counted(n, id, ballot.Adopted), nil, nil}})
	if c := v.Find(n); c.Talk.Round != 2 {
		t.Errorf("goes on as %+v", c.Talk)
	}
	v.ProvesJournal()
}

func TestTheLastOfThePartnersGoes(t *testing.T) {
	v, n := leading(t)
	lost := life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchInvite, Yours: n}
	arrive(t, v, []mail{
		{"one is lost, and the other hears it", "creek", lost, []string{"joint.lost"}, append(
			village.Echoed(n, "echo.partner_lost"), "poplar: mail echo", "resident: echo.partner_lost",
		)},
		{"who is no partner is not lost", "county", lost, nil, nil},
		{"nor in a case that is not there", "creek",
			life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchInvite, Yours: 99}, nil, nil},
	})
	receives(v, "creek", lost)
	receives(v, "poplar", lost)
	v.Came("joint.lost")
	if c := v.Find(n); len(c.Followers) > 0 {
		t.Errorf("followed by %v", c.Followers)
	}
	v.Put(n, ballot.B)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Came("ballot.vote", "ballot.closed", "ballot.adopted", "case.stage") // alone, as if nobody had been asked
	v.ProvesJournal()
}

func TestWhatIsSaidThereIsAStatementHere(t *testing.T) {
	v, n := leading(t)
	said := life.Dispatch{Subject: life.DispatchStatement, Case: 11, Yours: n, Name: "Creek", Text: "Make it wide"}
	arrive(t, v, []mail{
		{"a partner says something", "creek", said, []string{"statement.made"}, nil},
		{"a stranger says nothing", "oak", said, nil, nil},
		{"who does not follow says nothing", "county", said, nil, nil},
	})
	receives(v, "creek", said)
	all := village.Look(v, func(s *life.State) []string {
		var texts []string
		for _, x := range s.Statements(n) {
			texts = append(texts, x.Of+": "+x.Text)
		}
		return texts
	})
	if len(all) != 1 || all[0] != "Creek: Make it wide" {
		t.Errorf("said were %q", all)
	}
	v.ProvesJournal()
}
