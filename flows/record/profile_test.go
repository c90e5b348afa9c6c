package record_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/people"
	"echowall/flows/record"
)

// anna is what Telegram tells of person 7.
func anna() people.Profile {
	return people.Profile{Person: 7, User: 7000000007, Name: "Anna", Username: "Anna_L", Language: "zh-hans"}
}

func TestAPersonIsFoundByTelegramAndByName(t *testing.T) {
	s := aVillage(t)
	s.Learn(anna())
	for name, want := range map[string]int{"anna_l": 7, "@Anna_L": 7, "ANNA_L": 7, "anna": 0, "": 0, "@": 0} {
		if got := s.Named(name); got != want {
			t.Errorf("%q is %d", name, got)
		}
	}
	if s.Known(7000000007) != 7 || s.Known(7) != 0 {
		t.Error("a Telegram id is not that of a person's number")
	}
	if !record.AtHand(s, 7000000007) || record.AtHand(record.NewRecords(record.NewCache(decode), nil), 7000000007) {
		t.Error("who somebody is was not read, and is said to be at hand")
	}
}

// Every message tells of its sender; a write for each would cost as much as the message.
func TestLearningWhatIsKnownWritesNothing(t *testing.T) {
	for what, c := range map[string]struct {
		change func(p *people.Profile)
		writes bool
	}{
		"the same":               {func(*people.Profile) {}, false},
		"not reachable, who was": {func(p *people.Profile) { p.Reachable = false }, false},
		"another language, who chose one": {func(p *people.Profile) { p.Language, p.Chosen = "en", false },
			false},
		"another name":                          {func(p *people.Profile) { p.Name = "Anna Li" }, true},
		"another language, chosen now":          {func(p *people.Profile) { p.Language, p.Chosen = "en", true }, true},
		"the same @name, written another way":   {func(p *people.Profile) { p.Username = "anna_l" }, true},
		"no @name any more":                     {func(p *people.Profile) { p.Username = "" }, true},
		"the same and everything as before too": {func(p *people.Profile) { *p = known() }, false},
	} {
		s := aVillage(t)
		s.Learn(known())
		s.Settle()
		p := known()
		c.change(&p)
		s.Learn(p)
		if wrote := len(s.Changed()) > 0; wrote != c.writes {
			t.Errorf("%s: wrote %v", what, s.Changed())
		}
		if got := s.Profile(7); !got.Reachable || got.Chosen != true {
			t.Errorf("%s: kept is %+v", what, got)
		}
	}
}

// known is Anna after she pressed Start and chose her language.
func known() people.Profile {
	p := anna()
	p.Reachable, p.Chosen = true, true
	return p
}

func TestAnAtNameGoesWithWhoBearsItNow(t *testing.T) {
	for what, c := range map[string]struct {
		say  func(s *record.Records)
		want map[string]int
	}{
		"renamed": {func(s *record.Records) { s.Learn(people.Profile{Person: 7, Username: "anna2"}) },
			map[string]int{"anna_l": 0, "anna2": 7}},
		"given up": {func(s *record.Records) { s.Learn(people.Profile{Person: 7}) }, map[string]int{"anna_l": 0}},
		"in other letters": {func(s *record.Records) {
			s.Learn(people.Profile{Person: 7, Username: "ANNA_L"})
		}, map[string]int{"anna_l": 7}},
		"taken by another": {func(s *record.Records) { s.Learn(people.Profile{Person: 8, Username: "anna_l"}) },
			map[string]int{"anna_l": 8}},
		"taken by another, before the first was heard again": {func(s *record.Records) {
			s.Learn(people.Profile{Person: 8, Username: "anna_l"})
			s.Learn(people.Profile{Person: 7, Username: "anna2"})
		}, map[string]int{"anna_l": 8, "anna2": 7}},
		"taken by another, and the first is erased": {func(s *record.Records) {
			s.Learn(people.Profile{Person: 8, Username: "anna_l"})
			s.ErasePerson(7)
		}, map[string]int{"anna_l": 8}},
	} {
		s := aVillage(t)
		s.Learn(anna())
		c.say(s)
		for name, want := range c.want {
			if got := s.Named(name); got != want {
				t.Errorf("%s: @%s is %d, expected %d", what, name, got, want)
			}
		}
	}
}

func TestOfWhomIsErasedNothingPersonalIsLeft(t *testing.T) {
	s := aVillage(t)
	s.Learn(anna())
	s.Learn(people.Profile{Person: 8, User: 8, Username: "bo"})
	s.Settle()
	s.ErasePerson(7)
	s.ErasePerson(7) // twice
	s.ErasePerson(99)
	if s.Profile(7) != nil || s.Known(7000000007) != 0 || s.Named("anna_l") != 0 {
		t.Errorf("left are %+v, %d, %d", s.Profile(7), s.Known(7000000007), s.Named("anna_l"))
	}
	var gone []string
	for _, c := range s.Changed() {
		if c.Value == nil {
			gone = append(gone, c.Key)
		}
	}
	if len(gone) != 4 || !strings.HasPrefix(gone[0], "x:called:") ||
		!slices.Equal(gone[1:], []string{"x:name:anna_l", "x:profile:7", "x:user:7000000007"}) || len(s.Changed()) != 4 {
		t.Errorf("deleted are %v of %v", gone, s.Changed())
	}
	if s.Profile(8) == nil || s.Named("bo") != 8 || s.Known(8) != 8 {
		t.Error("somebody else went with it")
	}
}

func TestWhatIsNotedOfAPersonIsNotedOfWhomIsKnown(t *testing.T) {
	s := aVillage(t)
	s.Learn(anna())
	s.Reach(7, true)
	s.Speak(7, "en")
	if p := s.Profile(7); !p.Reachable || p.Language != "en" || !p.Chosen || p.Name != "Anna" {
		t.Errorf("noted is %+v", p)
	}
	if s.Reach(7, false); s.Profile(7).Reachable {
		t.Error("who blocked the bot is still said to be reached")
	}
	s.Settle()
	s.Reach(7, false)
	s.Reach(99, true)
	s.Speak(99, "en")
	if got := s.Changed(); len(got) > 0 {
		t.Errorf("nothing was told, and written is %v", got)
	}
}

// Somebody for whom a matter was entered has neither a Telegram id nor an @name, and must not be found by what nobody
// has.
func TestWhoHasNoTelegramIsFoundByNothing(t *testing.T) {
	s := aVillage(t)
	s.Learn(people.Profile{Person: 9, Name: "Old Li"})
	if s.Profile(9) == nil || s.Known(0) != 0 || s.Named("") != 0 {
		t.Errorf("person %d has the id 0, %d no name", s.Known(0), s.Named(""))
	}
	if got := s.Changed(); len(got) != 3 {
		t.Errorf("written beside the head are %v", got)
	}
}

func TestANewcomerGetsTheNextNumber(t *testing.T) {
	s := aVillage(t)
	if got := s.Newcomer(); got != 1 {
		t.Errorf("the first is %d", got)
	}
	record.Edit[record.Community](s.Cache, record.HeadKey).People = 7
	if got := s.Newcomer(); got != 8 {
		t.Errorf("after seven comes %d", got)
	}
}

// TestNamesLeadToWhoBearsThem lets people take, change, give up and swap @names and be erased, in any order: a name
// leads to the person who took it last and still bears it, and to nobody else.
func TestNamesLeadToWhoBearsThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := record.NewCache(decode)
		b.FillRange("")
		s := record.NewRecords(b, nil)
		bears, leads := map[int]string{}, map[string]int{}
		free := func(person int) {
			if old := bears[person]; leads[old] == person {
				delete(leads, old)
			}
			delete(bears, person)
		}
		for range rapid.IntRange(1, 20).Draw(t, "acts") {
			person := rapid.IntRange(1, 3).Draw(t, "person")
			name := rapid.SampledFrom([]string{"", "li", "LI", "wang", "Wang", "zhao"}).Draw(t, "name")
			low := strings.ToLower(name)
			if rapid.IntRange(0, 5).Draw(t, "erase") == 0 {
				s.ErasePerson(person)
				free(person)
				continue
			}
			same := s.Profile(person) != nil && s.Profile(person).Username == name
			s.Learn(people.Profile{Person: person, User: int64(person), Username: name})
			if same {
				continue // nothing was learned
			}
			free(person)
			if bears[person] = low; low != "" {
				leads[low] = person
			}
		}
		for _, name := range []string{"li", "wang", "zhao"} {
			if got := s.Named(name); got != leads[name] {
				t.Fatalf("@%s is %d, expected %d", name, got, leads[name])
			}
		}
	})
}
