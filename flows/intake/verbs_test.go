package intake_test

import (
	"slices"
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

// dark is what most people here raise.
const dark = "The lamps are dark"

func TestWhatMayBeRaised(t *testing.T) {
	raise := func(by int, said intake.Raise) life.Command {
		return life.Command{Verb: permission.Raise, By: by, Values: said}
	}
	aloud, photo, stranger := raise(village.Shy, intake.Raise{Text: dark, Anonymous: true}),
		raise(village.Resident, intake.Raise{}), raise(99, intake.Raise{Text: dark})
	aloud.Chat, photo.Photos = -100, []string{"lamp"}
	raised := []string{"case.raised"}
	village.Found(t, "six-step").Plays(t, []village.Row{
		{
			Rule: "three characters are too few", Cmd: raise(village.Resident, intake.Raise{Text: "坏了！"}),
			Refused: "refuse.too_short",
		},
		{
			Rule: "blanks do not count", Cmd: raise(village.Resident, intake.Raise{Text: "  abc\n\t "}),
			Refused: "refuse.too_short",
		},
		{Rule: "nothing is too little", Cmd: raise(village.Resident, intake.Raise{}), Refused: "refuse.too_short"},
		{
			Rule: "a name that others read is not withheld", Cmd: aloud, Refused: "refuse.anonymous_here",
		},
		{
			Rule: "four characters are enough", Cmd: raise(village.Resident, intake.Raise{Text: "路灯坏了"}),
			Answer: "receipt.raised", Events: raised,
			Told: []string{"group: card:1", "group: wall", "secretary: duty task.screen", "convener: duty task.screen"},
		},
		{
			Rule: "a photo says enough, and is shown in the group", Cmd: photo, Answer: "receipt.raised",
			Events: raised,
			Told: []string{
				"group: card:1", "group: relayed case.photos", "group: wall",
				"secretary: duty task.screen", "convener: duty task.screen",
			},
		},
		{
			Rule:   "in private the name may be withheld",
			Cmd:    raise(village.Shy, intake.Raise{Text: dark, Anonymous: true}),
			Answer: "receipt.raised", Events: raised,
		},
		{Rule: "whoever is not known yet may raise", Cmd: stranger, Answer: "receipt.raised", Events: raised},
	})
}

func TestWhoMaySupport(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.Raised()
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Shy, Values: intake.Raise{Text: dark, Anonymous: true},
	})
	hidden := v.Head().Cases
	for _, p := range []int{village.Widow, village.Neighbour} {
		v.Must(life.Command{Verb: permission.Support, By: p, Case: n})
	}
	support := func(by, n int) life.Command { return life.Command{Verb: permission.Support, By: by, Case: n} }
	entered := append([]string{"group: card:1"}, village.Echoed(1, "echo.entered.supported",
		"resident", "neighbour", "widow", "elder")...)
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: support(village.Elder, 99), Refused: "refuse.no_case"},
		{Rule: "one's own is not supported", Cmd: support(village.Resident, n), Refused: "refuse.own_case"},
		{Rule: "one supports once", Cmd: support(village.Widow, n), Refused: "refuse.supported"},
		{
			Rule: "whose an anonymous case is nobody learns", Cmd: support(village.Shy, hidden),
			Refused: "refuse.supported",
		},
		{
			Rule: "a supporter changes the card alone", Cmd: support(village.Elder, hidden),
			Answer: "receipt.supported",
			Events: []string{"case.supported"}, Told: []string{"group: card:2"},
		},
		{
			Rule: "the last of those it takes moves it on", Cmd: support(village.Elder, n), Answer: "receipt.supported",
			Events: []string{"case.supported", "case.stage"},
			Told:   append(entered, "secretary: duty task.screen.now", "convener: duty task.screen.now"),
		},
	})
	v.Must(life.Command{Verb: permission.Take, By: village.Secretary, Case: hidden})
	v.Plays(t, []village.Row{{
		Rule: "after intake support moves nothing", Cmd: support(village.Elder, hidden), Answer: "receipt.supported",
		Events: []string{"case.supported"},
	}})
}

func TestWhoMayWithdrawTakeAndReword(t *testing.T) {
	v := village.Found(t, "six-step")
	n, taken := v.Raised(), v.Screened()
	on := func(verb permission.Verb, by, n int, values any) life.Command {
		return life.Command{Verb: verb, By: by, Case: n, Values: values}
	}
	words := life.Prose{Text: "The lamps and the benches"}
	same := life.Prose{Text: "  " + v.Find(n).Text + "\n"}
	more := on(permission.Photo, village.Resident, n, nil)
	more.Photos = []string{"a", "b"}
	many := more
	many.Photos = make([]string, 11)
	v.Plays(t, []village.Row{
		{
			Rule: "nobody else withdraws it", Cmd: on(permission.Withdraw, village.Secretary, n, nil),
			Refused: "refuse.role",
		},
		{
			Rule: "its raiser withdraws it without a word", Cmd: on(permission.Withdraw, village.Resident, n, nil),
			Answer: "receipt.withdrawn", Events: []string{"case.closed"},
			Told: village.Echoed(1, "echo.closed.withdrawn.plain", "resident"),
		},
		{
			Rule: "its raiser withdraws it with a word", Cmd: on(permission.Withdraw, village.Resident, n, words),
			Answer: "receipt.withdrawn", Events: []string{"case.closed"},
			Told: village.Echoed(1, "echo.closed.withdrawn", "resident"),
		},
		{
			Rule: "a resident takes nothing up", Cmd: on(permission.Take, village.Resident, n, nil),
			Refused: "refuse.role",
		},
		{
			Rule: "what was taken is not taken again", Cmd: on(permission.Take, village.Secretary, taken, nil),
			Refused: "refuse.stage",
		},
		{
			Rule: "the office takes it up", Cmd: on(permission.Take, village.Convener, n, nil), Answer: "receipt.taken",
			Events: []string{"case.stage"},
			Told: append(village.Echoed(1, "echo.entered.taken", "resident"),
				"secretary: duty task.screen.now", "convener: duty task.screen.now"),
		},
		{
			Rule: "an edit changes the words", Cmd: on(permission.Reword, village.Resident, n, words),
			Events: []string{"case.reworded"}, Told: []string{"group: card:1", "group: wall"},
		},
		{Rule: "an edit to the same words is none", Cmd: on(permission.Reword, village.Resident, n, same)},
		{
			Rule: "an edit to nearly nothing is none",
			Cmd:  on(permission.Reword, village.Resident, n, life.Prose{Text: "abc "}),
		},
		{
			Rule: "an edit by somebody else is refused", Cmd: on(permission.Reword, village.Widow, n, words),
			Refused: "refuse.role",
		},
		{
			Rule: "an edit after it was taken is told as a change", Cmd: on(permission.Reword, village.Resident, taken, words),
			Answer: "receipt.reworded", Events: []string{"case.reworded"},
			Told: village.Echoed(taken, "echo.reworded", "resident"),
		},
		{
			Rule: "photos of the album follow", Cmd: more, Events: []string{"case.photos"},
			Told: []string{"group: card:1"},
		},
		{
			Rule: "more photos than an album holds are not kept, and that is said", Cmd: many,
			Refused: "refuse.photos_many",
		},
	})
}

func TestACaseThatIsVotedOnIsNotWithdrawn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, "A")
	v.Refused("refuse.ballot_open", life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
}

func TestWhereAReopenedCaseGoesBackTo(t *testing.T) {
	for _, c := range []struct {
		rule    string
		method  string
		track   procedure.Track
		outcome cases.Outcome
		want    procedure.Kind
	}{
		{"what was solved is worked on again", "six-step", procedure.Big, cases.Solved, procedure.Implementation},
		{"so is what was solved in part", "six-step", procedure.Big, cases.Partly, procedure.Implementation},
		{"what was explained is talked over again", "six-step", procedure.Big, cases.Explained, procedure.Deliberation},
		{"what was answered is screened again", "six-step", procedure.Big, cases.Answered, procedure.Screening},
		{"what was declined is screened again", "six-step", procedure.Big, cases.Declined, procedure.Screening},
		{"what was withdrawn is screened again", "six-step", procedure.Big, cases.Withdrawn, procedure.Screening},
		{"without a stage of work it is talked over", "street", procedure.Big, cases.Solved, procedure.Deliberation},
		{"what its track leaves out it does not enter", "hall", procedure.Urgent, cases.Explained, procedure.Screening},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, c.method)
			n := v.Raised()
			v.Holds(n, func(x *cases.Case) { x.Track = c.track })
			v.Happen(0, func(*life.State) []life.Event {
				return life.One(life.CaseClosed{Case: n, How: cases.Closing{Outcome: c.outcome}})
			})
			v.Must(life.Command{
				Verb: permission.Reopen, By: village.Convener, Case: n, Values: life.Prose{Text: "It is dark again"},
			})
			v.Is(n, c.want)
			v.Came("case.reopened")
			if got := v.Find(n); got.Reopened != 1 || got.Closed != nil || !slices.Contains(v.Head().Open, n) {
				t.Errorf("reopened as %+v", got)
			}
		})
	}
}

func TestWhoMayReopen(t *testing.T) {
	v := village.Found(t, "six-step")
	n, into := v.Answered(), v.Raised()
	merged := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: merged,
		Values: cases.Verdict{Kind: cases.Merge, Into: into},
	})
	reopen := func(by, n int) life.Command {
		return life.Command{Verb: permission.Reopen, By: by, Case: n, Values: life.Prose{Text: "It is dark again"}}
	}
	v.Plays(t, []village.Row{
		{Rule: "a resident may not", Cmd: reopen(village.Resident, n), Refused: "refuse.role"},
		{Rule: "an open case cannot be", Cmd: reopen(village.Secretary, into), Refused: "refuse.stage"},
		{Rule: "a merged case lives on in another", Cmd: reopen(village.Secretary, merged), Refused: "refuse.merged"},
		{
			Rule: "a supervisor may", Cmd: reopen(village.Supervisor, n), Answer: "receipt.reopened",
			Events: []string{"case.reopened"},
			Told: append(village.Echoed(1, "echo.reopened", "resident"),
				"secretary: duty task.screen.now", "convener: duty task.screen.now"),
		},
	})
}

func TestWhatTheOfficeEntersAndForgets(t *testing.T) {
	v := village.Found(t, "six-step")
	own := v.Raised()
	behalf := func(by, through int, text string) life.Command {
		return life.Command{
			Verb: permission.Behalf, By: by, Person: through, Values: intake.Behalf{Name: "Uncle Wang", Text: text},
		}
	}
	v.Must(behalf(village.Secretary, village.Widow, "The well is dry"))
	entered := v.Head().Cases
	photo := behalf(village.Member, 0, "")
	photo.Photos = []string{"well"}
	joined := []string{"person.joined", "case.raised"}
	forget := func(by, n int) life.Command { return life.Command{Verb: permission.Forget, By: by, Case: n} }
	v.Plays(t, []village.Row{
		{Rule: "an expert enters nothing", Cmd: behalf(village.Expert, 0, "The well is dry"), Refused: "refuse.role"},
		{Rule: "too few words are refused", Cmd: behalf(village.Member, 0, " dry "), Refused: "refuse.too_short"},
		{
			Rule: "a relative must be known", Cmd: behalf(village.Member, 99, "The well is dry"),
			Refused: "refuse.no_person",
		},
		{Rule: "a photo is enough", Cmd: photo, Answer: "receipt.behalf", Events: joined},
		{
			Rule: "a relative is named in the receipt", Cmd: behalf(village.Convener, village.Widow, "The well is dry"),
			Answer: "receipt.behalf.through", Events: joined,
			Told: []string{"group: card:3", "group: wall", "secretary: duty task.screen", "convener: duty task.screen"},
		},
		{Rule: "only a secretary forgets", Cmd: forget(village.Convener, entered), Refused: "refuse.role"},
		{
			Rule: "who has an account erases oneself", Cmd: forget(village.Secretary, own),
			Refused: "refuse.forget_account",
		},
		{Rule: "a case must be there", Cmd: forget(village.Secretary, 99), Refused: "refuse.no_case"},
		{
			Rule: "a raiser without an account is forgotten", Cmd: forget(village.Secretary, entered),
			Answer: "receipt.forgotten", Events: []string{"person.erased"}, Told: []string{"group: card:2"},
		},
	})
	v.Must(forget(village.Secretary, entered))
	v.Refused("refuse.forgotten", forget(village.Secretary, entered))
	if c := v.Find(entered); c.Through != 0 {
		t.Errorf("%d still hears of what was entered for somebody who is forgotten", c.Through)
	}
}

func TestHowAMatterIsSorted(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	sort := func(by int, source cases.Source, topic cases.Topic) life.Command {
		return life.Command{
			Verb: permission.Sort, By: by, Case: n, Values: intake.Sort{Source: source, Topic: topic},
		}
	}
	rows := []village.Row{
		{Rule: "a resident sorts nothing", Cmd: sort(village.Resident, cases.FromWalk, ""), Refused: "refuse.role"},
		{Rule: "a source must be said", Cmd: sort(village.Secretary, "", cases.OfPolicy), Refused: "refuse.unsorted"},
		{Rule: "a source is one of the five", Cmd: sort(village.Secretary, "dream", ""), Refused: "refuse.unsorted"},
		{
			Rule: "a topic is one of the five", Cmd: sort(village.Secretary, cases.FromWalk, "love"),
			Refused: "refuse.unsorted",
		},
	}
	for _, source := range cases.Sources() {
		for _, topic := range append([]cases.Topic{""}, cases.Topics()...) {
			rows = append(rows, village.Row{
				Rule: "from " + string(source) + " of " + string(topic), Cmd: sort(village.Convener, source, topic),
				Answer: "receipt.sorted", Events: []string{"case.sorted"}, Told: []string{"group: card:1"},
			})
		}
	}
	v.Plays(t, rows)
}

func TestWhatIsTheSameMatterAgain(t *testing.T) {
	v := village.Found(t, "six-step")
	old, open := v.Answered(), v.Raised()
	merged := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: merged,
		Values: cases.Verdict{Kind: cases.Merge, Into: open},
	})
	late, young := v.Answered(), v.Raised()
	again := func(n int, text string) life.Command {
		return life.Command{Verb: permission.Again, By: village.Widow, Case: n, Values: intake.Raise{Text: text}}
	}
	recurs := func(n, earlier int) life.Command {
		return life.Command{
			Verb: permission.Recurs, By: village.Secretary, Case: n, Values: intake.Recurs{Earlier: earlier},
		}
	}
	v.Plays(t, []village.Row{
		{Rule: "what is open has not come back", Cmd: again(open, dark), Refused: "refuse.stage"},
		{Rule: "what was merged lives on elsewhere", Cmd: again(merged, dark), Refused: "refuse.merged"},
		{Rule: "it is raised in words", Cmd: again(old, "no"), Refused: "refuse.too_short"},
		{
			Rule: "it is a case of its own, and the old card names it", Cmd: again(old, dark), Answer: "receipt.raised",
			Events: []string{"case.raised", "case.recurred"},
			Told: []string{
				"group: card:6", "group: wall", "secretary: duty task.screen", "convener: duty task.screen",
				"group: card:1",
			},
		},
		{Rule: "the earlier one must be there", Cmd: recurs(open, 99), Refused: "refuse.no_case"},
		{Rule: "the earlier one must be closed", Cmd: recurs(young, open), Refused: "refuse.recurs_open"},
		{Rule: "the earlier one must not be merged", Cmd: recurs(young, merged), Refused: "refuse.merged"},
		{Rule: "what came first does not come again", Cmd: recurs(open, late), Refused: "refuse.recurs_later"},
		{Rule: "what is closed is not said to be anything again", Cmd: recurs(late, old), Refused: "refuse.closed"},
		{
			Rule: "whoever follows it hears of it", Cmd: recurs(open, old), Answer: "receipt.recurs",
			Events: []string{"case.recurred"},
			Told:   append([]string{"group: card:1"}, village.Echoed(2, "echo.recurs", "resident")...),
		},
	})
	v.Must(recurs(open, old))
	v.Refused("refuse.recurs_already", recurs(open, late))
}

func TestWhatIsReadFromWords(t *testing.T) {
	means := func(word string) string { return map[string]string{"匿名": "anonymous"}[word] }
	read := func(verb permission.Verb, said form.Values) any {
		return life.TableOf(intake.Verbs()).Read(verb, life.Reading{Said: said, Means: means})
	}
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{
			"words under one's name", permission.Raise, form.Values{"text": dark, "name": "named"},
			intake.Raise{Text: dark},
		},
		{
			"words without a name", permission.Raise, form.Values{"text": dark, "name": "anonymous"},
			intake.Raise{Text: dark, Anonymous: true},
		},
		{
			"words in somebody's name", permission.Behalf, form.Values{"who": "Wang", "text": dark},
			intake.Behalf{Name: "Wang", Text: dark},
		},
		{
			"without a name in any language", permission.Behalf, form.Values{"who": "匿名", "text": dark},
			intake.Behalf{Name: "匿名", Text: dark, Anonymous: true},
		},
		{
			"a source and a topic", permission.Sort, form.Values{"source": "walk", "topic": "plan"},
			intake.Sort{Source: cases.FromWalk, Topic: cases.OfPolicy},
		},
		{"an earlier case", permission.Recurs, form.Values{"earlier": "12"}, intake.Recurs{Earlier: 12}},
		{"no earlier case", permission.Recurs, form.Values{"earlier": "the old one"}, intake.Recurs{}},
	} {
		if got := read(c.verb, c.said); got != c.want {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
}
