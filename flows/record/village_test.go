package record_test

import (
	"encoding/json"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

// noon is a Wednesday in June, by the clock in Greenwich.
var noon = time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)

// decode reads records as they are stored.
func decode(_ string, raw []byte, v any) error { return json.Unmarshal(raw, v) }

// cacheOf is a cache in which these records were read, and nothing else is known.
func cacheOf(stored map[string]string) *record.Cache {
	b := record.NewCache(decode)
	for key, raw := range stored {
		b.Fill(key, []byte(raw))
	}
	return b
}

// shipped are the procedures that come with the program.
func shipped(t *testing.T) *procedure.Registry {
	t.Helper()
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	return methods
}

// aVillage is a community of which all has been read: six-step deliberation, in Shanghai's time.
func aVillage(t *testing.T) *record.Records {
	t.Helper()
	s := record.NewRecords(record.NewCache(decode), shipped(t))
	s.FillRange("")
	record.Put(s.Cache, record.HeadKey, &record.Community{Name: "Willow", Zone: "Asia/Shanghai", Method: "six-step",
		Version: 1, Chat: -100})
	return s
}

// settle puts people into a village, with the grants they have; they are listed as holders in this order.
func settle(s *record.Records, all ...people.Person) {
	h := record.Edit[people.Holders](s.Cache, record.HoldersKey)
	for _, p := range all {
		record.Put(s.Cache, record.PersonKey(p.Number), &p)
		for _, g := range p.Grants {
			h.Add(people.Holder{Person: p.Number, Role: g.Role, Detail: g.Detail})
		}
	}
}

// one is a person with roles.
func one(number int, roles ...people.Role) people.Person {
	p := people.Person{Number: number}
	for _, r := range roles {
		p.Add(people.Grant{Role: r})
	}
	return p
}

// file puts a case into a village, in a stage of a kind by its method.
func file(t *testing.T, s *record.Records, kind procedure.Kind, c cases.Case) *cases.Case {
	t.Helper()
	c.Procedure, c.Version = "six-step", 1
	stage, ok := s.Method(&c).First(kind, 0)
	if !ok && kind != procedure.Closed {
		t.Fatalf("six-step has no %s", kind)
	}
	c.Stage = stage
	record.Put(s.Cache, record.CaseKey(c.Number), &c)
	return &c
}
