package record

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/cases"
)

// TestKeysAreThoseOfTheStores names every key as it lies in stores and backups: another spelling would lose what is
// kept there.
func TestKeysAreThoseOfTheStores(t *testing.T) {
	judged := &cases.Case{Number: 12, Reopened: 1, Evaluation: cases.Evaluation{Number: 2}}
	for want, key := range map[string]string{
		"community": HeadKey, "holders": HoldersKey, "days": DaysKey, "agenda": AgendaKey,
		"person:7": PersonKey(7), "x:profile:7": ProfileKey(7), "x:user:7000000000": userKey(7000000000),
		"x:name:anna": nameKey("anna"),
		"case:12":     CaseKey(12), "support:12:7": SupportKey(12, 7), "statement:12:1": StatementKey(12, 1),
		"x:path:12":   PathKey(12),
		"ballot:12.1": BallotKey("12.1"), "vote:12.1:7": VoteKey("12.1", 7), "x:seal:12.1:7": SealKey("12.1", 7),
		"receipts:12.1": ReceiptsKey("12.1"), "meeting:3": MeetingKey(3), "invite:kite": InviteKey("kite"),
		"tie:c9":         TieKey("c9"),
		"method:short:1": MethodKey("short", 1), "rating:12.1.2:7": RatingKey(judged, 7),
		"rating:12.0:7": RatingKey(&cases.Case{Number: 12}, 7),
	} {
		if key != want {
			t.Errorf("expected %s, got %s", want, key)
		}
	}
}

// What is personal, secret or only technical must not come into the journal, whose bytes nobody can take out again.
func TestWhatIsPersonalOrSecretStaysOutsideTheJournal(t *testing.T) {
	for _, key := range []string{ProfileKey(7), userKey(7), nameKey("anna"), SealKey("12.1", 7), SealPrefix("12.1"),
		PathKey(12)} {
		if !strings.HasPrefix(key, "x:") {
			t.Errorf("%s lies in the journal", key)
		}
	}
	for _, key := range []string{HeadKey, HoldersKey, PersonKey(7), CaseKey(12), VoteKey("12.1", 7),
		StatementKey(1, 1), AgendaKey, DaysKey} {
		if strings.HasPrefix(key, "x:") {
			t.Errorf("%s lies outside the journal, and would not be proved by it", key)
		}
	}
}

// drawCase is a case with the numbers that make up the key of its ratings.
func drawCase(t *rapid.T) *cases.Case {
	number := rapid.IntRange(1, 130)
	return &cases.Case{
		Number: number.Draw(t, "case"), Reopened: rapid.IntRange(0, 11).Draw(t, "reopened"),
		Evaluation: cases.Evaluation{Number: rapid.IntRange(0, 11).Draw(t, "turn")},
	}
}

// TestKeysDoNotCollide draws two things to be kept: unless they are the same, they lie under two keys, and neither is
// found when all of what belongs to the other is listed.
func TestKeysDoNotCollide(t *testing.T) {
	number := rapid.IntRange(1, 130) // so that one is often the beginning of another
	rapid.Check(t, func(t *rapid.T) {
		a, b, p, q := number.Draw(t, "a"), number.Draw(t, "b"), number.Draw(t, "p"), number.Draw(t, "q")
		x, y := drawCase(t), drawCase(t)
		one, other := ballotID(a, p), ballotID(b, q)
		for kind, keys := range map[string][2]string{
			"support": {SupportKey(a, p), SupportKey(b, q)}, "statement": {StatementKey(a, p), StatementKey(b, q)},
			"ballot": {BallotKey(one), BallotKey(other)}, "method": {MethodKey("a", a) + ":", MethodKey("a", b) + ":"},
		} {
			if same := a == b && p == q || kind == "method" && a == b; (keys[0] == keys[1]) != same {
				t.Fatalf("%s: %v", kind, keys)
			}
		}
		for kind, c := range map[string]struct {
			prefix, key string
			inside      bool
		}{
			"supporters": {supportPrefix(a), SupportKey(b, q), a == b},
			"votes":      {votePrefix(one), VoteKey(other, q), one == other},
			"seals":      {SealPrefix(one), SealKey(other, q), one == other},
			"ratings": {RatingPrefix(x), RatingKey(y, q),
				x.Number == y.Number && x.Reopened == y.Reopened && x.Evaluation.Number == y.Evaluation.Number},
		} {
			if strings.HasPrefix(c.key, c.prefix) != c.inside {
				t.Fatalf("%s: %s is listed under %s: %v", kind, c.key, c.prefix, !c.inside)
			}
		}
	})
}

func ballotID(c, n int) string { return strconv.Itoa(c) + "." + strconv.Itoa(n) }

// Each kind of record has a beginning of its own, so that listing one never finds another.
func TestNoKindOfRecordIsFoundUnderAnother(t *testing.T) {
	c := &cases.Case{Number: 1}
	keys := []string{
		HeadKey, HoldersKey, DaysKey, AgendaKey, PersonKey(1), ProfileKey(1), userKey(1), nameKey("1"), CaseKey(1),
		SupportKey(1, 1),
		StatementKey(1, 1), BallotKey("1.1"), VoteKey("1.1", 1), ReceiptsKey("1.1"), SealKey("1.1", 1),
		MeetingKey(1), InviteKey("1"),
		RatingKey(c, 1), TieKey("1"), MethodKey("1", 1), PathKey(1),
	}
	kinds := make([]string, len(keys))
	for i, key := range keys {
		rest, outside := strings.CutPrefix(key, "x:")
		kind, _, _ := strings.Cut(rest, ":")
		kinds[i] = kind
		if outside {
			kinds[i] = "x:" + kind
		}
	}
	slices.Sort(kinds)
	if got := len(slices.Compact(kinds)); got != len(keys) {
		t.Errorf("of %d kinds, %d have a beginning of their own: %v", len(keys), got, kinds)
	}
}

func TestWhatIsNoNumberInAKeyIsNone(t *testing.T) {
	for part, want := range map[string]int{"7": 7, "": 0, "x": 0, "7x": 0, "-3": -3, "99999999999999999999": 0} {
		if got := Atoi(part); got != want {
			t.Errorf("%q is %d", part, got)
		}
	}
}
