package trace_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"echowall/flows/trace"
)

// The receipts of two voters; Li has voted twice.
const ofWang, ofLi, ofLiBefore = "1-1-AAAAKXKCD9PLM", "1-1-BBBBWXPQM4RTZ", "1-1-CCCCTTRX7MNPQ"

// far is what keeps two things from being neighbours.
const far = " . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . "

// votes is a ballot in which Wang and Li have voted.
func votes(closed bool) *trace.Ballot {
	return &trace.Ballot{
		Key: bytes.Repeat([]byte{0xf3, 0x11, 0x80}, 10), Choices: []string{"yes", "no", "abstain"}, Closed: closed,
		Votes: []trace.Vote{
			{Marks: []string{"Wang", "wang_mill", "70001"}, Receipt: ofWang, Counted: true},
			{Marks: []string{"Li", "li_hill", "70002"}, Receipt: ofLiBefore},
			{Marks: []string{"Li", "li_hill", "70002"}, Receipt: ofLi, Counted: true},
		},
	}
}

// sample is something that might be written down, and what is to be told of it: nothing, or a betrayal that begins so.
type sample struct{ name, text, want string }

// holds sees that exactly what is expected is told of a sample.
func (s sample) holds(t *testing.T, told []string) {
	t.Helper()
	found := slices.ContainsFunc(told, func(x string) bool { return strings.HasPrefix(x, s.want) })
	if s.want == "" && len(told) > 0 || s.want != "" && !found {
		t.Errorf("%s: expected %q, told %q", s.name, s.want, told)
	}
}

func TestWhatBetraysAnOpenBallot(t *testing.T) {
	for _, s := range []sample{
		{"how many have voted", `{"v":1,"d":{"ballot":"1.1","sealed":2}}`, ""},
		{"who may vote", `{"v":1,"d":{"person":3,"name":"Wang","user":70001}}`, ""},
		{"what can be chosen", `Wang, choose yes, no or abstain`, ""},
		{"a choice within other words", `{"who":"Wang","text":"nobody knows yesterday's abstainer"}`, ""},
		{"a choice at the end of another word", `Wang plays the piano`, ""},
		{"a record and the next one", `{"v":1,"d":{"name":"Wang"}}{"v":1,"d":{"note":"say yes to the lamps"}}`, ""},
		{"a record and the one before", `{"v":1,"d":{"note":"say yes"}}{"v":1,"d":{"name":"Wang"}}`, ""},
		{"a voter far from a choice", "Wang" + far + "say yes", ""},
		{"one record of both", `{"v":1,"d":{"name":"Wang","note":"say yes to the lamps"}}`, `it has Wang beside a choice`},
		{"a choice before the voter", `no (70002)`, `it has 70002 beside a choice`},
		{"a choice in capitals", `wang_mill: ABSTAIN`, `it has wang_mill beside a choice`},
		{"a vote", `{"ballot":"1.1","choice":"no"}`, `it tells a vote: "{\"ballot\":\"1.1\",\"choice\":\"no"`},
		{"a vote as a letter has it", `{"Choice":"choice.yes"}`, `it tells a vote`},
		{"a vote within a text of JSON", `{"body":"{\"vote\":\"abstain\"}"}`, `it tells a vote`},
		{"a receipt", `given out: ` + ofWang, `it holds the receipt ` + ofWang},
		{"a receipt in small letters", strings.ToLower(ofLi), `it holds the receipt ` + ofLi},
		{"a voter with a receipt", `70001=` + ofWang, `it has 70001 beside the receipt ` + ofWang},
		{"a receipt before its voter", ofWang + `,Wang`, `it has Wang beside the receipt ` + ofWang},
		{"the key", "key=" + string(votes(false).Key), `it holds the key of the ballot`},
		{"the key in hex", hex.EncodeToString(votes(false).Key), `it (hex) holds the key of the ballot`},
		{"a packed vote", string(hidings()["gzip"]([]byte(`{"choice":"no"}`))), `it (gzip) tells a vote`},
	} {
		s.holds(t, votes(false).Betrayals("it", []byte(s.text)))
	}
}

func TestWhatBetraysACountedBallot(t *testing.T) {
	base64ed := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	const unequal = `it holds some receipts and not others`
	for _, s := range []sample{
		{"the published receipts", ofWang + " " + ofLi, ""},
		{"the result", `{"yes":1,"no":1}`, ""},
		{"all receipts, in two places", ofLi + " " + ofWang + " " + ofWang + " " + ofLi, ""},
		{"a receipt that was replaced", ofWang + " " + ofLi + " " + ofLiBefore, `it holds the receipt ` + ofLiBefore},
		{"one of two receipts", ofWang, unequal},
		{"one more often than the other", ofWang + " " + ofLi + " " + ofWang, unequal},
		{"one more often, packed", string(hidings()["gzip"]([]byte(ofWang + " " + ofLi + " " + ofWang))),
			`it (gzip) holds some receipts`},
		{"one of two, in base64", base64ed(ofLi), `it (base64) holds some receipts`},
		{"what base64 may show in part", base64ed(ofWang + " " + ofLi + " " + ofWang), ""},
		{"all, each with its voter", ofWang + " Wang, " + ofLi + " Li", `it has Li beside the receipt`},
	} {
		s.holds(t, votes(true).Betrayals("it", []byte(s.text)))
	}
}

// TestWhatOneThingBetrays looks at things that belong together: there it is enough that two of them stand anywhere
// within.
func TestWhatOneThingBetrays(t *testing.T) {
	for _, s := range []sample{
		{"what can be chosen", `press yes, no or abstain`, ""},
		{"the receipts with all choices", ofWang + " yes, " + ofLi + " no, none abstain", ""},
		{"the list of voters", "Wang and Li", ""},
		{"a choice without the others", `somebody said yes`, `it tells of 1 choices, and not of all: "somebody said yes"`},
		{"two of three choices", `press yes or no`, `it tells of 2 choices`},
		{"a voter anywhere with the receipts", ofWang + " " + ofLi + far + far + "li_hill",
			`it has the voter li_hill and receipts`},
		{"an order that is not the alphabet's", ofLi + " " + ofWang, `it has the receipts in an order of their own`},
		{"what any bytes betray", `{"choice":"no"}`, `it tells a vote`},
		{"within hex", hex.EncodeToString([]byte("somebody said yes")), `it (hex) tells of 1 choices`},
	} {
		s.holds(t, votes(true).BetrayalsIn("it", []byte(s.text)))
	}
}

// TestAFileIsSpared sees that what would betray in one record does not in a file, in which records are neighbours by
// chance.
func TestAFileIsSpared(t *testing.T) {
	for _, text := range []string{"somebody said yes", ofLi + " " + ofWang, "Wang" + far + ofWang + " " + ofLi,
		ofWang + " " + ofLi + far + "Wang"} {
		if told := votes(true).Betrayals("the file", []byte(text)); len(told) > 0 {
			t.Errorf("%q: told %q", text, told)
		}
	}
}

// TestAVoterWithoutAnAtNameIsKnownByTheRest sees that a mark which a voter does not have neither is found nor hides one
// that is.
func TestAVoterWithoutAnAtNameIsKnownByTheRest(t *testing.T) {
	b := votes(true)
	for i := range b.Votes {
		b.Votes[i].Marks = []string{b.Votes[i].Marks[2], ""}
	}
	for _, s := range []sample{
		{"the published receipts", ofWang + " " + ofLi, ""},
		{"a voter with the receipts", "70001" + far + ofWang + " " + ofLi, "it has the voter 70001 and receipts"},
	} {
		s.holds(t, b.BetrayalsIn("it", []byte(s.text)))
	}
}

func TestWithoutAKeyNoneIsFound(t *testing.T) {
	b := votes(false)
	key := b.Key
	if b.Key = nil; len(b.Betrayals("it", key)) > 0 {
		t.Error("the key is told where it is not known")
	}
}
