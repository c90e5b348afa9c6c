package voting

import (
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/rollcall"
	"echowall/flows/say"
)

// BallotButtons let people vote. Where one may choose several options, each press marks one more or one less, picked
// being those marked so far, and the last button casts them: so nothing is kept of it until the vote is cast.
func BallotButtons(b *ballot.Ballot, picked ballot.Choice) [][]say.Button {
	press := func(c ballot.Choice) say.Button {
		return say.Press(say.New("button.vote."+string(c)), record.Line(permission.Vote, b.ID, string(c)))
	}
	if b.Manner == "" {
		return [][]say.Button{say.Row(press(ballot.Yes), press(ballot.No), press(ballot.Abstain))}
	}
	var rows [][]say.Button
	for i := range b.Options {
		rows = append(rows, say.Row(optionButton(b, i+1, picked.Options())))
	}
	if n := len(picked.Options()); b.Manner == ballot.Approval && n > 0 {
		label := say.New("button.cast", say.Args{"Count": say.Num(n)})
		rows = append(rows, say.Row(say.Press(label, record.Line(permission.Vote, b.ID, string(picked)))))
	}
	return append(rows, say.Row(press(ballot.Abstain)))
}

// optionButton votes for an option, or marks it where one may choose several.
func optionButton(b *ballot.Ballot, number int, picked []int) say.Button {
	args := say.Args{"Number": say.Num(number), "Text": say.Text(b.Options[number-1])}
	if b.Manner == ballot.Plurality {
		return say.Press(say.New("button.option", args), record.Line(permission.Vote, b.ID, string(ballot.Choose(number))))
	}
	id, others := "button.option.off", append(slices.Clone(picked), number)
	if slices.Contains(picked, number) {
		id, others = "button.option.on", slices.DeleteFunc(slices.Clone(picked), func(n int) bool { return n == number })
	}
	l := record.Line(permission.Mark, b.ID)
	if c := ballot.Choose(others...); c != "" {
		l += " " + string(c)
	}
	return say.Press(say.New(id, args), l)
}

// RoomButtons stand below a ballot that all in a chat see: marks are made in private, for the message is everybody's.
func RoomButtons(b *ballot.Ballot) [][]say.Button {
	if b.Manner == ballot.Approval {
		return [][]say.Button{say.Row(say.Press(say.New("button.vote.private"), record.Line(permission.Mark, b.ID)))}
	}
	return BallotButtons(b, "")
}

func markVerb() life.Verb {
	return life.Verb{
		Name:   permission.Mark,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Ballot(), form.Optional(form.Choice())),
		Decide: life.With(readVote, mark),
		Wants:  life.Wanting(wantVote),
	}
}

// mark shows the options of a ballot with those marked that the voter has chosen so far.
func mark(s *life.State, cmd life.Command, said Vote) (life.Result, error) {
	c, b, err := current(s, cmd, said.Ballot)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.MayVote(s, b, cmd.By); err != nil {
		return life.Result{}, err
	}
	if b.Manner != ballot.Approval || said.Choice != "" && !b.Takes(said.Choice) {
		return life.Result{}, life.Refuse("refuse.choice", life.CaseArgs(c, say.Args{"Choices": choicesArg(b)}))
	}
	return life.Result{Answer: say.Notice{
		Message: say.New("notice.vote."+string(b.Purpose), ballotArgs(s, b)), Buttons: BallotButtons(b, said.Choice),
		Unwritten: true,
		About:     record.Line(permission.Vote, b.ID),
	}}, nil
}

// AskOption asks which of the options of a ballot somebody chooses.
func AskOption(b *ballot.Ballot) say.Message {
	return say.New("ask.option", say.Args{"Case": say.Case(b.Case), "Text": say.Text(b.Text), "Options": optionLines(b),
		"Choices": choicesArg(b)})
}

// choicesArg is what may be said to a ballot.
func choicesArg(b *ballot.Ballot) say.Arg {
	if b.Manner == "" {
		return say.Msg("choices.text")
	}
	return say.Msg("choices."+string(b.Manner), say.Args{"Count": say.Num(len(b.Options))})
}

// optionLines are the options of a ballot, a line each.
func optionLines(b *ballot.Ballot) say.Arg {
	var lines []say.Arg
	for i, o := range b.Options {
		lines = append(lines, say.Msg("ballot.option", say.Args{"Number": say.Num(i + 1), "Text": say.Text(o)}))
	}
	return say.Lines(lines...)
}

// receiptsNotice publishes the receipts of a secret ballot with how each was counted, as far as a message holds them:
// who does not find theirs asks for it.
func receiptsNotice(b *ballot.Ballot, receipts []string) say.Notice {
	const most = 100
	shown := receipts[:min(len(receipts), most)]
	return say.Notice{
		To: say.Address{Room: say.Council}, Under: say.BallotView(b.ID), Quiet: true,
		Message: say.New("notice.receipts", say.Args{
			"Case": say.Case(b.Case), "Receipts": receiptLines(b, shown), "More": say.Num(len(receipts) - len(shown)),
		}),
		Buttons: [][]say.Button{say.Row(say.Press(say.New("button.receipt"), string(permission.Receipt)))},
	}
}

func receiptLines(b *ballot.Ballot, receipts []string) say.Arg {
	var lines []say.Arg
	for _, r := range receipts {
		code, choice, _ := strings.Cut(r, " ")
		lines = append(lines, say.Msg("receipt.line", say.Args{
			"Receipt": say.Text(code), "Choice": rollcall.Choice(b, ballot.Choice(choice)),
		}))
	}
	return say.Lines(lines...)
}

// Receipt is the receipt of a secret vote, as the voter kept it.
type Receipt struct{ Receipt string }

func readReceipt(got life.Reading) Receipt { return Receipt{Receipt: got.Said["receipt"]} }

func receiptVerb() life.Verb {
	return life.Verb{
		Name:   permission.Receipt,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.New("receipt", form.Word)),
		Decide: life.With(readReceipt, receipt),
		Wants:  life.Wanting(wantReceipts),
	}
}

// wantReceipts wants the ballot that a receipt is of, and what was published of it.
func wantReceipts(s *life.State, _ life.Command, asked Receipt) {
	if id, _, ok := ballot.ReceiptOf(asked.Receipt); ok {
		s.Want(record.BallotKey(id), record.ReceiptsKey(id))
	}
}

// receipt tells how the vote of a receipt was counted. The answer is not written down, for it would stand beside the
// voter's name.
func receipt(s *life.State, _ life.Command, asked Receipt) (life.Result, error) {
	id, code, ok := ballot.ReceiptOf(asked.Receipt)
	b := s.Ballot(id)
	if !ok || b == nil || !b.Rule.Secret {
		return life.Result{}, life.Amiss("receipt", life.Refuse("refuse.receipt"))
	}
	if b.IsOpen() {
		return life.Result{}, life.Refuse("refuse.receipt_early",
			say.Args{"Case": say.Case(b.Case), "Closes": say.Time(b.Closes)})
	}
	receipts := s.Receipts(id)
	if receipts == nil {
		return life.Result{}, life.Amiss("receipt", life.Refuse("refuse.receipt"))
	}
	choice, ok := receipts.Find(code)
	if !ok {
		return life.Result{}, life.Amiss("receipt", life.Refuse("refuse.receipt"))
	}
	result, err := life.Answer(nil, "receipt.counted", say.Args{
		"Case": say.Case(b.Case), "Receipt": say.Text(code), "Choice": rollcall.Choice(b, choice),
		"Count": say.Num(len(receipts.Lines)),
	})
	result.Answer.Unwritten = true
	return result, err
}
