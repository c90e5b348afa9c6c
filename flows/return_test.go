package flows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/life"
	"echowall/flows/talk"
)

// again lets somebody erase themselves and come back through the door.
func (v *village) again(u talk.User) {
	v.t.Helper()
	v.expect(v.private(u, "/erase"), "receipt.erased.kept")
	if n := v.known(u); n != 0 {
		v.t.Fatalf("whoever was erased is known as %d", n)
	}
	v.private(u, "/start "+v.head().Door)
}

// TestNobodyCountsTwiceByBeingErased lets one account raise, support, vote, object and judge, be erased and come back
// before each is over, and do it again: it is counted once.
func TestNobodyCountsTwiceByBeingErased(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp at the well is dark")
	v.group(yang, "/support 1")
	raiser, supporter := v.known(wang), v.known(yang)
	v.again(yang)
	v.again(wang)
	if v.known(yang) != supporter || v.known(wang) != raiser {
		t.Fatalf("they are %d and %d, and were %d and %d", v.known(yang), v.known(wang), supporter, raiser)
	}
	v.expect(v.group(yang, "/support 1"), "refuse.supported")
	if n := look(v, func(s *life.State) int { return s.Case(1).Supporters }); n != 1 {
		t.Errorf("one supporter counts as %d", n)
	}
	v.private(chen, "/screen 1 accept small")
	v.private(chen, "/resolve 1 A The lamp is mended")
	v.private(wu, "/vote 1 yes")
	voter := v.known(wu)
	v.again(wu)
	v.private(wu, "/vote 1 no")
	if got := look(v, func(s *life.State) int { return s.Ballot("1.1").Tally.Cast() }); got != 1 || v.known(wu) != voter {
		t.Errorf("one voter counts as %d", got)
	}
	v.private(wu, "/vote 1 yes")
	v.private(liu, "/vote 1 yes")
	v.private(chen, "/publish 1")
	v.private(yang, "/object 1 It should be two lamps")
	v.again(yang)
	if v.known(yang) != supporter {
		t.Errorf("whoever objected comes back as %d", v.known(yang))
	}
	v.private(chen, "/settle 1 1 dismissed One is enough")
	v.clock.pass(6 * 24 * time.Hour)
	v.tick("case:1")
	v.private(chen, "/assign 1 power 2026-06-20 mend it")
	v.private(chen, "/done 1 It shines")
	v.private(wang, "/rate 1 solved satisfied")
	v.again(wang)
	v.private(wang, "/rate 1 solved satisfied")
	if n := look(v, func(s *life.State) int { c := s.Case(1); return c.Evaluation.Count() }); n != 1 ||
		v.known(wang) != raiser {
		t.Errorf("one judgement counts as %d", n)
	}
}

// TestNothingOfAnAccountIsKeptWhenNothingIsOpen closes what somebody took part in who was erased: no hash is left, nor
// the secret, and who comes back is somebody new.
func TestNothingOfAnAccountIsKeptWhenNothingIsOpen(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp at the well is dark")
	v.group(yang, "/support 1")
	first := v.known(yang)
	v.expect(v.private(yang, "/erase"), "receipt.erased.kept")
	for _, word := range []string{itoa(yang.ID), yang.Name} {
		for _, trace := range v.traces(word) {
			t.Errorf("%q stands in %s", word, trace)
		}
	}
	if !slices.ContainsFunc(v.traces("secret"), func(s string) bool { return strings.Contains(s, "x:accounts") }) {
		t.Errorf("nothing is kept: %q", v.traces("secret"))
	}
	v.private(chen, "/screen 1 decline policy It is the law")
	if kept := v.traces("secret"); slices.ContainsFunc(kept,
		func(s string) bool { return strings.Contains(s, "x:accounts") }) {
		t.Errorf("still kept in %q", kept)
	}
	if h := v.head(); h.Kept != nil {
		t.Errorf("still kept are %v", h.Kept)
	}
	v.private(yang, "/start "+v.head().Door)
	v.private(yang, "/raise The bus is late")
	if n := v.known(yang); n == first || n == 0 {
		t.Errorf("whoever was erased is %d again", n)
	}
	v.group(wu, "/wall")
	v.expect(v.private(wu, "/erase"), "receipt.erased")
}
