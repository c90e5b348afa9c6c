package record_test

import (
	"testing"

	"echowall/flows/people"
	"echowall/flows/record"
)

// TestTwoOfOneNameAreToldApart has people come, go and call themselves otherwise.
func TestTwoOfOneNameAreToldApart(t *testing.T) {
	s := aVillage(t)
	learn := func(n int, name, username string) {
		s.Learn(people.Profile{Person: n, User: int64(n), Name: name, Username: username})
	}
	called := func(want map[int]string) {
		t.Helper()
		for n, name := range want {
			if got := record.CalledOf(s, n).Plain(); got != name {
				t.Errorf("%d is called %q, expected %q", n, got, name)
			}
		}
	}
	learn(1, "王伟", "wangwei")
	called(map[int]string{1: "王伟", 2: ""})
	learn(2, "王 伟", "")
	learn(3, "王\u200b伟", "")
	learn(4, "李芳", "")
	called(map[int]string{1: "王伟 @wangwei", 2: "王 伟 (2)", 3: "王伟 (3)", 4: "李芳"})
	learn(5, "\u3164", "unseen")
	learn(6, "\u200b", "")
	called(map[int]string{5: "@unseen", 6: ""})
	if c := record.CalledOf(s, 6); !c.Known || c.Name != "" {
		t.Errorf("who has no name to be seen is %+v", c)
	}
	s.ErasePerson(2)
	called(map[int]string{1: "王伟 @wangwei", 2: "", 3: "王伟 (3)"}) // the others keep their places
	learn(1, "王大伟", "wangwei")
	called(map[int]string{1: "王大伟", 3: "王伟"})
	learn(4, "王伟", "")
	called(map[int]string{3: "王伟 (3)", 4: "王伟 (4)"})
}

// TestNobodyPassesForAnOfficer holds that whoever bears the name of somebody in office, or one that looks like it, and
// holds none, is told from them; and that the profiles of older programs are taken into the list when they are heard.
func TestNobodyPassesForAnOfficer(t *testing.T) {
	s := aVillage(t)
	record.Put(s.Cache, record.HoldersKey, &people.Holders{List: []people.Holder{
		{Person: 1, Role: people.Secretary}, {Person: 3, Role: people.Member},
	}})
	old := &people.Profile{Person: 1, User: 1, Name: "Chen Jing", Username: "chenjing"}
	record.Put(s.Cache, record.ProfileKey(1), old)
	s.Learn(people.Profile{Person: 1, User: 1, Name: "Chen Jing", Username: "chenjing"})
	s.Learn(people.Profile{Person: 2, User: 2, Name: "СHEN JING.", Username: "stranger"})
	s.Learn(people.Profile{Person: 3, User: 3, Name: "chen jing"})
	for n, want := range map[int]people.Role{1: "", 2: people.Secretary, 3: ""} {
		if got := record.CalledOf(s, n).Instead; got != want {
			t.Errorf("%d passes for %q, expected %q", n, got, want)
		}
	}
}
