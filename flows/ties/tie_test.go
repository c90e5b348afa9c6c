package ties_test

import (
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/ties"
)

func TestWhoMayTieAndHow(t *testing.T) {
	v := tied(t, "six-step")
	asks := ties.Link{Word: "rose", Other: "delta"}
	v.Plays(t, []village.Row{
		{Rule: "a resident ties nothing", Cmd: link(village.Widow, asks), Refused: "refuse.role"},
		{Rule: "a convener does not even look", Cmd: link(village.Convener, ties.Link{}), Refused: "refuse.role"},
		{Rule: "the secretary sees the ties", Cmd: link(village.Secretary, ties.Link{}), Answer: "link.list"},
		{
			Rule: "a code is given to one below", Cmd: link(village.Secretary, ties.Link{Word: "below"}),
			Answer: "receipt.link.below", Events: []string{"person.code"}, Told: []string{},
		},
		{
			Rule: "a code is given to one beside", Cmd: link(village.Secretary, ties.Link{Word: "beside"}),
			Answer: "receipt.link.beside", Events: []string{"person.code"}, Told: []string{},
		},
		{
			Rule: "no code is given to one above: it gives its own", Cmd: link(village.Secretary, ties.Link{Word: "above"}),
			Refused: "refuse.code",
		},
		{
			Rule: "a code that is nobody's is refused", Cmd: link(village.Secretary, ties.Link{Word: "lily"}),
			Refused: "refuse.code",
		},
		{
			Rule: "who is tied is not tied again", Refused: "refuse.linked",
			Cmd: link(village.Secretary, ties.Link{Word: "rose", Other: "poplar"}),
		},
		{
			Rule: "the code of another goes to it", Cmd: link(village.Secretary, asks),
			Answer: "receipt.link_asked",
			Events: []string{"tie.asked"}, Told: []string{"delta: mail link"},
		},
	})
	v.Must(link(village.Secretary, asks))
	v.Must(link(village.Secretary, ties.Link{Word: "lily", Other: "delta"})) // the first one may have been misheard
	if x := tie(v, "delta"); x.Number != poplar+1 || x.Kin != "" || v.Head().Ties != poplar+1 {
		t.Errorf("asked twice: %+v of %d", x, v.Head().Ties)
	}
	v.Must(link(village.Secretary, ties.Link{}))
	if lines := v.Answer.Message.Args["Lines"].Lines; len(lines) != 3 {
		t.Errorf("expected the three that have answered, told are %v", lines)
	}
	v.ProvesJournal()
}

func TestTheCodeOfATie(t *testing.T) {
	v := tied(t, "six-step")
	codes := map[string]string{}
	for _, kin := range []string{"below", "beside"} {
		v.Must(link(village.Secretary, ties.Link{Word: kin}))
		codes[kin] = v.Code
	}
	v.Must(life.Command{
		Verb: permission.Invite, By: village.Secretary, Code: "role",
		Values: office.Invite{Grant: people.Grant{Role: people.Member}},
	})
	v.Must(life.Command{
		Verb: permission.Bind, By: village.Secretary, Code: "chat", Values: office.Bind{Room: personnel.UseWall},
	})
	wants := func(code string, led bool) life.Dispatch {
		return life.Dispatch{Subject: life.DispatchLink, Name: "Delta", Code: code, Led: led}
	}
	back, refused := []string{"letter.turned_back"}, []string{"delta: mail refused"}
	kept := []string{"delta: mail linked", "secretary: notice.linked", "wall: echo notice.linked.public"}
	arrive(t, v, []mail{
		{"a code for one below", "delta", wants(codes["below"], false), []string{"tie.linked"}, kept},
		{"a code for one beside", "delta", wants(codes["beside"], false), []string{"tie.linked"}, kept},
		{"nobody has two levels above", "delta", wants(codes["below"], true), back, refused},
		{"a neighbour may have one above", "delta", wants(codes["beside"], true), []string{"tie.linked"}, kept},
		{"a code that was never given", "delta", wants("lily", false), back, refused},
		{"no code", "delta", wants("", false), back, refused},
		{"a code that gives a role", "delta", wants("role", false), back, refused},
		{"a code that binds a chat", "delta", wants("chat", false), back, refused},
		{"the door of the village", "delta", wants(v.Head().Door, false), back, refused},
		{"who is tied stays so", "creek", wants(codes["beside"], false), nil, nil},
	})
	used := v.Copy(t)
	receives(used, "delta", wants(codes["below"], false))
	if x := tie(used, "delta"); x.Kin != record.Below || x.Name != "Delta" || used.Head().Above != "county" {
		t.Errorf("tied as %+v", x)
	}
	arrive(t, used, []mail{{
		"a code is used once", "oak", wants(codes["below"], false), back, []string{"oak: mail refused"},
	}})
	v.Pass(3*village.Day - time.Minute)
	arrive(t, v, []mail{{"a code lasts three days", "delta", wants(codes["below"], false), []string{"tie.linked"}, kept}})
	v.Pass(time.Minute)
	arrive(t, v, []mail{{"and no longer", "delta", wants(codes["below"], false), back, refused}})
}

func TestWhatTheOtherSaysToATie(t *testing.T) {
	v := tied(t, "six-step")
	v.Must(link(village.Secretary, ties.Link{Word: "rose", Other: "delta"}))
	linked := life.Dispatch{Subject: life.DispatchLinked, Name: "Delta", Kin: record.Beside}
	refused := life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchLink, Name: "Delta"}
	ended := life.Dispatch{Subject: life.DispatchUnlinked}
	arrive(t, v, []mail{
		{
			"the code was right", "delta", linked, []string{"tie.linked"},
			[]string{"secretary: notice.linked", "wall: echo notice.linked.public"},
		},
		{"nobody asked this one", "oak", linked, nil, nil},
		{"who is tied is not tied otherwise", "creek", linked, nil, nil},
		{"the code was wrong", "delta", refused, []string{"tie.refused"}, []string{"secretary: notice.link_refused"}},
		{"nobody asked who refuses", "oak", refused, nil, nil},
		{"who is tied cannot have refused", "poplar", refused, nil, nil},
		{"the other ends it", "poplar", ended, []string{"tie.unlinked"}, []string{"secretary: notice.unlinked"}},
		{"what is not yet tied is not ended", "delta", ended, nil, nil},
		{"a stranger ends nothing", "oak", ended, nil, nil},
	})
	receives(v, "county", ended)
	if x := tie(v, "county"); x.Kin != "" || v.Head().Above != "" {
		t.Errorf("the county ended it: %+v, above is %q", x, v.Head().Above)
	}
	receives(v, "delta", refused)
	if x := tie(v, "delta"); x != nil {
		t.Errorf("a tie that was refused is kept: %+v", x)
	}
	v.ProvesJournal()
}

func TestNobodyHasTwoLevelsAbove(t *testing.T) {
	v := village.Found(t, "six-step")
	above := life.Dispatch{Subject: life.DispatchLinked, Kin: record.Above}
	for _, asked := range []string{"county", "delta"} { // before either has answered
		v.Must(link(village.Secretary, ties.Link{Word: "rose", Other: asked}))
	}
	receives(v, "county", above)
	v.Came("tie.linked")
	receives(v, "delta", above)
	v.Came("tie.refused")
	v.Hears("delta: mail unlinked", "secretary: notice.link_refused")
	if x := tie(v, "delta"); x != nil || v.Head().Above != "county" {
		t.Errorf("delta is %+v, above is %q", x, v.Head().Above)
	}
	receives(v, "county", above) // said twice
	v.Came()
	v.ProvesJournal()
}

func TestATieIsEndedWhenNoCaseNeedsIt(t *testing.T) {
	v := tied(t, "six-step")
	led := v.Talked()
	v.Must(joint(village.Secretary, led, poplar))
	v.Must(link(village.Secretary, ties.Link{Word: "rose", Other: "delta"}))
	v.Plays(t, []village.Row{
		{Rule: "a convener ends none", Cmd: unlink(village.Convener, county), Refused: "refuse.role"},
		{Rule: "it must be there", Cmd: unlink(village.Secretary, 99), Refused: "refuse.no_tie"},
		{Rule: "a number is needed", Cmd: unlink(village.Secretary, 0), Refused: "refuse.no_tie"},
		{Rule: "what nobody answered is none", Cmd: unlink(village.Secretary, poplar+1), Refused: "refuse.no_tie"},
		{Rule: "a case deliberated along needs it", Cmd: unlink(village.Secretary, poplar), Refused: "refuse.tie_needed"},
		{
			Rule: "the other is told", Cmd: unlink(village.Secretary, creek), Answer: "receipt.unlinked",
			Events: []string{"tie.unlinked"}, Told: []string{"creek: mail unlinked"},
		},
	})
	receives(v, "creek", life.Dispatch{Subject: life.DispatchInvite, Case: 7, Title: "The bridge", Text: "It sways"})
	v.Plays(t, []village.Row{{
		Rule: "a case that the other leads needs it", Cmd: unlink(village.Secretary, creek), Refused: "refuse.tie_needed",
	}})
	v.Must(unlink(village.Secretary, county))
	if v.Head().Above != "" {
		t.Errorf("above is %q", v.Head().Above)
	}
	v.Refused("refuse.no_tie", unlink(village.Secretary, county)) // not twice
	v.Must(link(village.Secretary, ties.Link{Word: "rose", Other: "county"}))
	if x := tie(v, "county"); x.Number != county {
		t.Errorf("tied anew it is number %d", x.Number)
	}
	v.ProvesJournal()
}

// TestNoCodeOfAnEarlierProgramIsRefused finds in the journal a code that was kept as it is: the other community sends
// its hash, or as an earlier program would, the code; it works once.
func TestNoCodeOfAnEarlierProgramIsRefused(t *testing.T) {
	for _, sent := range []string{record.CodeHash("lily"), "lily"} {
		v := tied(t, "six-step")
		v.Happen(0, func(*life.State) []life.Event {
			return life.One(personnel.CodeIssued{
				Code: "lily", Use: string(record.Beside), Until: v.Now.Add(village.Day), Times: 1,
			})
		})
		for _, from := range []string{"delta", "oak"} {
			receives(v, from, life.Dispatch{Subject: life.DispatchLink, Name: "Delta", Code: sent})
		}
		if delta, oak := tie(v, "delta"), tie(v, "oak"); delta == nil || delta.Kin != record.Beside || oak != nil {
			t.Errorf("sent as %q, they are tied as %+v and %+v", sent, delta, oak)
		}
	}
}
